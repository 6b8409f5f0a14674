/** What of the window is open. One thing lies over the conversation at a time, so it is one union. */
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { ObjectHash } from '@shared/ids'

export type Overlay =
  | { readonly kind: 'none' }
  /** With the part that it opens at; at the top where absent. */
  | { readonly kind: 'settings'; readonly part?: 'budget' }
  | { readonly kind: 'picture'; readonly hash: ObjectHash }

interface LayoutState {
  readonly overlay: Overlay
  /** What the user wants of the sidebar; undefined leaves it to the width of the window. */
  readonly sidebar: boolean | undefined
  /** Grows whenever the search box should take the focus. */
  readonly searchRequest: number
}

export const layout = createStore<LayoutState>()(() => ({
  overlay: { kind: 'none' },
  sidebar: undefined,
  searchRequest: 0,
}))

export function useLayout<T>(selector: (state: LayoutState) => T): T {
  return useStore(layout, selector)
}

export function openSettings(part?: 'budget'): void {
  layout.setState({ overlay: { kind: 'settings', ...(part && { part }) } })
}

export function viewPicture(hash: ObjectHash): void {
  layout.setState({ overlay: { kind: 'picture', hash } })
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
