import { createContext, useContext, type ComponentType } from 'react'
import { useStore } from 'zustand'
import type { ChatId } from '@shared/ids'
import type { RecipeFacts } from '@shared/recipe/recipe'
import type { ImageMenu } from '@/images/menu/image-menu'
import type { ImageActions } from '@/images/use-image-actions'
import type { GalleryImage } from './model'
import type { GalleryState, GalleryStore } from './store'

export interface ChosenCompare {
  /** Two to four images. */
  readonly chosen: readonly GalleryImage[]
  readonly onGoOn: (images: readonly GalleryImage[]) => void
  readonly onClose: () => void
}

/** What the gallery needs from the rest of the window. */
export interface GalleryActions {
  readonly store: GalleryStore
  readonly chats: readonly { readonly id: ChatId; readonly title: string }[]
  /** Returns to the open chat. */
  readonly onLeave: () => void
  /** Opens the answer that made the image. */
  readonly onShowInChat: (image: GalleryImage) => void
  /** Attaches images to the current message, and opens its chat. */
  readonly onAttach: (images: readonly GalleryImage[]) => void
  /** Opens the mask painter for an image. */
  readonly onPaintMask: (image: GalleryImage) => void
  /** Returns an image's menu. `actions` is absent if its file is missing. */
  readonly listMenu: (image: GalleryImage, actions: ImageActions | undefined) => ImageMenu
  /** Compares images with the prompt and settings of each, which the chats know. */
  readonly Compare: ComponentType<ChosenCompare>
  /** Opens the export dialog. */
  readonly onExport: (images: readonly GalleryImage[]) => void
  /** Returns the prompt and settings to embed in copies of each image; undefined if its answer was deleted. */
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
