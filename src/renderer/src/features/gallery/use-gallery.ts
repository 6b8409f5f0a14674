import { createContext, useContext, type ComponentType } from 'react'
import { useStore } from 'zustand'
import type { ChatId } from '@shared/ids'
import type { RecipeFacts } from '@shared/recipe/recipe'
import type { ImageMenu } from '@/images/menu/image-menu'
import type { ImageActions } from '@/images/use-image-actions'
import type { GalleryImage } from './model'
import type { GalleryState, GalleryStore } from './store'

export interface ChosenCompare {
  /** Two to four. */
  readonly chosen: readonly GalleryImage[]
  readonly onGoOn: (images: readonly GalleryImage[]) => void
  readonly onClose: () => void
}

/** What the gallery asks of the rest of the window. */
export interface GalleryActions {
  readonly store: GalleryStore
  readonly chats: readonly { readonly id: ChatId; readonly title: string }[]
  /** Back to the chat that's open. */
  readonly onLeave: () => void
  /** Leaves for the answer that made the image. */
  readonly onShowInChat: (image: GalleryImage) => void
  /** Attaches images to the message that is being written, and leaves for it. */
  readonly onAttach: (images: readonly GalleryImage[]) => void
  /** Opens the painter over an image. */
  readonly onPaintMask: (image: GalleryImage) => void
  /** What any image can be used for. Without `actions` where its file is missing. */
  readonly listMenu: (image: GalleryImage, actions: ImageActions | undefined) => ImageMenu
  /** Images beside each other, with what each was asked for: the chats know it. */
  readonly Compare: ComponentType<ChosenCompare>
  /** Asks how they are to leave Easel together. */
  readonly onExport: (images: readonly GalleryImage[]) => void
  /** What copies may say of themselves, by answer; one that's gone says nothing. */
  readonly readRecipes: (images: readonly GalleryImage[]) => Promise<readonly (RecipeFacts | undefined)[]>
}

export const GalleryContext = createContext<GalleryActions | undefined>(undefined)

export function useGalleryActions(): GalleryActions {
  const actions = useContext(GalleryContext)
  if (!actions) throw new Error('useGalleryActions needs a GalleryContext above it')
  return actions
}

export function useGallery<T>(selector: (state: GalleryState) => T): T {
  return useStore(useGalleryActions().store, selector)
}
