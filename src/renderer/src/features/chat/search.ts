/** Search over all chats, in titles and messages, away from typing: it waits for a pause, and only the newest counts. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Data } from '@/data'
import type { ChatId } from '@shared/ids'
import type { SearchHit } from '@/data/records'
import type { Snippet } from '@/data/snippet'
import type { Chat } from './model'
import type { Schedule } from './schedule'
import { searchChats } from './selectors'

export interface ChatSearchState {
  readonly query: string
  /** Messages that match, chat by chat; undefined while the search has not ended. */
  readonly hits: readonly SearchHit[] | undefined
  /** How the chats begin that only their titles matched. */
  readonly beginnings: ReadonlyMap<ChatId, Snippet>
  /** Titles are found without waiting: `searchChats` in `selectors.ts`. */
  setQuery(query: string): void
}

/** About the gap between two keystrokes of an unhurried typist. */
const PAUSE_MS = 150
/** Chats. More than anyone reads through; a better word is faster. */
export const MOST_FOUND = 60

/** `chats`: all of them, newest first. */
export function createChatSearch(
  data: () => Promise<Data>,
  chats: () => readonly Chat[],
  schedule: Schedule,
): StoreApi<ChatSearchState> {
  let cancel: (() => void) | undefined
  let current = new AbortController()
  const store: StoreApi<ChatSearchState> = createStore<ChatSearchState>()((set) => ({
    query: '',
    hits: [],
    beginnings: NOTHING,
    setQuery(query) {
      cancel?.()
      current.abort()
      const wanted = query.trim()
      set({ query, hits: wanted === '' ? [] : undefined, beginnings: NOTHING })
      if (wanted === '') return
      current = new AbortController()
      const { signal } = current
      cancel = schedule.after(PAUSE_MS, () => void search(wanted, signal))
    },
  }))

  async function search(wanted: string, signal: AbortSignal): Promise<void> {
    try {
      const { messages } = await data()
      const hits = await messages.search(wanted, signal)
      const withHits = new Set(hits.map(({ chatId }) => chatId))
      const others = searchChats(chats(), wanted).slice(0, MOST_FOUND)
      const beginnings = await messages.beginnings(others.map(({ id }) => id).filter((id) => !withHits.has(id)))
      if (!signal.aborted) store.setState({ hits, beginnings })
    } catch {
      // A database that cannot be read is reported by the chat store; here it only finds nothing.
      if (!signal.aborted) store.setState({ hits: [] })
    }
  }

  return store
}

const NOTHING: ReadonlyMap<ChatId, Snippet> = new Map()
