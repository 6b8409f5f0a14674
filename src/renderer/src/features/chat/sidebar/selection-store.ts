/** Which chats of the list are selected. */
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { ChatId } from '@shared/ids'
import { NO_SELECTION, type Selection } from './select-chats'

export const chatSelection = createStore<Selection>()(() => NO_SELECTION)

export function clearSelection(): void {
  chatSelection.setState(NO_SELECTION, true)
}

export function useIsSelected(id: ChatId): boolean {
  return useStore(chatSelection, ({ ids }) => ids.has(id))
}
