/** Search over all chats, in titles and messages, away from typing: it waits for a pause, and only the newest counts. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Data } from '@/data'
import type { ChatMatch } from '@/data/records'
import type { Schedule } from './schedule'

export interface ChatSearchState {
  readonly query: string
  /** Chats with a message that matches, each with the words around it; undefined while the search has not ended. */
  readonly matches: readonly ChatMatch[] | undefined
  /** Titles are found without waiting: `searchChats` in `selectors.ts`. */
  setQuery(query: string): void
}

/** About the gap between two keystrokes of an unhurried typist. */
const PAUSE_MS = 150

export function createChatSearch(data: () => Promise<Data>, schedule: Schedule): StoreApi<ChatSearchState> {
  let cancel: (() => void) | undefined
  let current = new AbortController()
  const store: StoreApi<ChatSearchState> = createStore<ChatSearchState>()((set) => ({
    query: '',
    matches: [],
    setQuery(query) {
      cancel?.()
      current.abort()
      const wanted = query.trim()
      set({ query, matches: wanted === '' ? [] : undefined })
      if (wanted === '') return
      current = new AbortController()
      const { signal } = current
      cancel = schedule.after(PAUSE_MS, () => void search(wanted, signal))
    },
  }))

  async function search(wanted: string, signal: AbortSignal): Promise<void> {
    // A database that cannot be read is reported by the chat store; here it only finds nothing.
    const matches = await data()
      .then((open) => open.messages.search(wanted, signal))
      .catch(() => [])
    if (!signal.aborted) store.setState({ matches })
  }

  return store
}
