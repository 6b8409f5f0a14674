/** What of the window is open. One thing lies over the conversation at a time, so it is one union. */
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { AttachmentId, MessageId } from '@shared/ids'
import type { SettingsSectionName } from '@/features/settings/section-names'

export type Overlay =
  | { readonly kind: 'none' }
  | { readonly kind: 'settings'; readonly section?: SettingsSectionName }
  | { readonly kind: 'usage' }
  | { readonly kind: 'image'; readonly id: AttachmentId }

/** What the panel beside the conversation is about. */
export interface Details {
  readonly message: MessageId
  readonly image: AttachmentId | undefined
}

interface LayoutState {
  readonly overlay: Overlay
  readonly details: Details | undefined
  /** What the user wants of the sidebar; undefined leaves it to the width of the window. */
  readonly sidebar: boolean | undefined
  /** Grows whenever the search box should take the focus. */
  readonly searchRequest: number
}

export const layout = createStore<LayoutState>()(() => ({
  overlay: { kind: 'none' },
  details: undefined,
  sidebar: undefined,
  searchRequest: 0,
}))

export function useLayout<T>(selector: (state: LayoutState) => T): T {
  return useStore(layout, selector)
}

export function openSettings(section?: SettingsSectionName): void {
  layout.setState({ overlay: { kind: 'settings', ...(section && { section }) } })
}

export function openUsage(): void {
  layout.setState({ overlay: { kind: 'usage' } })
}

export function viewImage(id: AttachmentId): void {
  layout.setState({ overlay: { kind: 'image', id } })
}

export function showDetails(message: MessageId, image?: AttachmentId): void {
  layout.setState({ details: { message, image } })
}

export function closeDetails(): void {
  layout.setState({ details: undefined })
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
