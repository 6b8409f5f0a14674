/** What is open in the window. Only one overlay covers the conversation at a time, so it's a union. */
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { ModelId } from '@shared/catalogue'
import type { AttachmentId, ChatId, MessageId } from '@shared/ids'
import type { InputImage } from '@shared/request'
import type { GalleryImage } from '@/features/gallery/model'
import type { SettingsSectionName } from '@/lib/settings-sections'
import { ROOM_FOR_DETAILS, WIDE } from '@/lib/widths'

export type Overlay =
  | { readonly kind: 'none' }
  /** `model`: opens the settings of its connection. */
  | { readonly kind: 'settings'; readonly section?: SettingsSectionName; readonly model?: ModelId }
  | { readonly kind: 'chat-settings' }
  | { readonly kind: 'usage' }
  | { readonly kind: 'image'; readonly id: AttachmentId }
  /** The images of an answer and its versions. */
  | { readonly kind: 'compare'; readonly id: MessageId }
  /** What an image was made from, and what was made from it. */
  | { readonly kind: 'family'; readonly id: AttachmentId }
  | ({ readonly kind: 'mask' } & MaskOverlay)
  | ({ readonly kind: 'markup' } & MarkupOverlay)
  /** Extends the canvas of an image. */
  | ({ readonly kind: 'extend' } & MarkupOverlay)
  /** Crops an image. */
  | ({ readonly kind: 'crop' } & MarkupOverlay)
  | { readonly kind: 'export'; readonly what: Exported }
  | { readonly kind: 'commands' }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'about' }
  | { readonly kind: 'report' }
  /** `file`: the file to import. */
  | { readonly kind: 'import'; readonly file?: File }
  /** A new batch with this prompt. */
  | { readonly kind: 'batch'; readonly text: string }
  /** The named images. `image`: gets a name. `edit`: the question to choose one for. */
  | { readonly kind: 'references'; readonly image?: AttachmentId; readonly edit?: MessageId }
  /** Suggests a better prompt than this. */
  | { readonly kind: 'improve'; readonly text: string }
  /** `text`: of a new prompt to save. */
  | { readonly kind: 'prompts'; readonly text?: string }

/** The images of an answer, or those chosen in the gallery. */
export type Exported =
  | { readonly from: 'answer'; readonly id: MessageId }
  | { readonly from: 'gallery'; readonly images: readonly GalleryImage[] }

export interface MaskOverlay {
  readonly image: Omit<InputImage, 'role'>
  /** The model that made the image. */
  readonly maker?: ModelId
  /** The mask to continue. */
  readonly mask?: InputImage
}

export type MarkupOverlay = Pick<MaskOverlay, 'image' | 'maker'>

/** Combines an image with the model that made it, if known. */
export function madeBy(image: MaskOverlay['image'], maker: ModelId | undefined): MarkupOverlay {
  return { image, ...(maker && { maker }) }
}

/** What the panel next to the conversation describes. */
export interface Details {
  readonly message: MessageId
  readonly image: AttachmentId | undefined
}

interface LayoutState {
  /** The main view. */
  readonly view: 'chat' | 'gallery'
  readonly overlay: Overlay
  /** The chat whose batch is shown as a grid while that chat is open. */
  readonly batchOf: ChatId | undefined
  /** The chat that a batch is filling: nothing can be sent in it meanwhile. */
  readonly filled: ChatId | undefined
  readonly details: Details | undefined
  /** The user's choice for the sidebar; undefined: depends on the width of the window. */
  readonly sidebar: boolean | undefined
  /** Incremented to focus the search box. */
  readonly searchRequest: number
  /** Incremented to start renaming the title. */
  readonly renameRequest: number
  /** The find bar of the open chat; `request` is incremented to focus its box. */
  readonly find: { readonly isOpen: boolean; readonly request: number }
}

export const layout = createStore<LayoutState>()(() => ({
  view: 'chat',
  overlay: { kind: 'none' },
  batchOf: undefined,
  filled: undefined,
  details: undefined,
  sidebar: undefined,
  searchRequest: 0,
  renameRequest: 0,
  find: { isOpen: false, request: 0 },
}))

export function useLayout<T>(selector: (state: LayoutState) => T): T {
  return useStore(layout, selector)
}

export function openSettings(section?: SettingsSectionName, model?: ModelId): void {
  layout.setState({ overlay: { kind: 'settings', ...(section && { section }), ...(model && { model }) } })
}

export function openChatSettings(): void {
  layout.setState({ overlay: { kind: 'chat-settings' } })
}

export function showView(view: LayoutState['view']): void {
  layout.setState({ view })
}

export function openBatch(text: string): void {
  layout.setState({ overlay: { kind: 'batch', text } })
}

export function openReferences(image?: AttachmentId): void {
  layout.setState({ overlay: { kind: 'references', ...(image && { image }) } })
}

export function openReferencesFor(edit: MessageId): void {
  layout.setState({ overlay: { kind: 'references', edit } })
}

export function improvePrompt(text: string): void {
  layout.setState({ overlay: { kind: 'improve', text } })
}

export function showBatch(batchOf: ChatId | undefined): void {
  layout.setState({ batchOf })
}

export function showFilled(filled: ChatId | undefined): void {
  layout.setState({ filled })
}

export function openUsage(): void {
  layout.setState({ overlay: { kind: 'usage' } })
}

export function viewImage(id: AttachmentId): void {
  layout.setState({ overlay: { kind: 'image', id } })
}

export function compareImages(id: MessageId): void {
  layout.setState({ overlay: { kind: 'compare', id } })
}

export function exportImages(what: Exported): void {
  layout.setState({ overlay: { kind: 'export', what } })
}

export function showFamily(id: AttachmentId): void {
  layout.setState({ overlay: { kind: 'family', id } })
}

export function paintMask(mask: MaskOverlay): void {
  layout.setState({ overlay: { kind: 'mask', ...mask } })
}

export function markUp(markup: MarkupOverlay): void {
  layout.setState({ overlay: { kind: 'markup', ...markup } })
}

export function extendCanvas(image: MarkupOverlay): void {
  layout.setState({ overlay: { kind: 'extend', ...image } })
}

export function cropImage(image: MarkupOverlay): void {
  layout.setState({ overlay: { kind: 'crop', ...image } })
}

export function showDetails(message: MessageId, image?: AttachmentId): void {
  layout.setState({ details: { message, image } })
}

export function closeDetails(): void {
  layout.setState({ details: undefined })
}

export function openPrompts(text?: string): void {
  layout.setState({ overlay: { kind: 'prompts', ...(text !== undefined && { text }) } })
}

export function openImport(file?: File): void {
  layout.setState({ overlay: { kind: 'import', ...(file && { file }) } })
}

export function closeOverlay(): void {
  layout.setState({ overlay: { kind: 'none' } })
}

export function showSidebar(shown: boolean | undefined): void {
  layout.setState({ sidebar: shown })
}

export function searchChats(): void {
  layout.setState(({ searchRequest }) => ({ sidebar: true, searchRequest: searchRequest + 1 }))
}

export function openCommands(): void {
  layout.setState({ overlay: { kind: 'commands' } })
}

export function openShortcuts(): void {
  layout.setState({ overlay: { kind: 'shortcuts' } })
}

export function openAbout(): void {
  layout.setState({ overlay: { kind: 'about' } })
}

export function openReport(): void {
  layout.setState({ overlay: { kind: 'report' } })
}

export function renameOpenChat(): void {
  layout.setState(({ renameRequest }) => ({ renameRequest: renameRequest + 1 }))
}

export function openFind(): void {
  layout.setState(({ find }) => ({ find: { isOpen: true, request: find.request + 1 } }))
}

export function closeFind(): void {
  layout.setState(({ find }) => ({ find: { ...find, isOpen: false } }))
}

export function toggleSidebar(): void {
  const { sidebar, details } = layout.getState()
  const hasRoom = details === undefined || window.matchMedia(ROOM_FOR_DETAILS).matches
  showSidebar(!(sidebar ?? (window.matchMedia(WIDE).matches && hasRoom)))
}
