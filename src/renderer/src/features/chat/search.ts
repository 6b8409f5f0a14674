/** Search over all chats, in titles and messages, away from typing: only the newest query counts. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Data } from '@/data'
import type { ChatId } from '@shared/ids'
import type { SearchHit } from '@/data/records'
import type { Snippet } from '@/data/snippet'
import { foldText, splitQuery } from '@/lib/fold-text'
import type { Chat } from './model'
import type { Schedule } from './schedule'
import { searchChats } from './selectors'

/** What the search is narrowed to. */
export interface SearchFilter {
  /** Only this chat. */
  readonly chatId?: ChatId | undefined
  /** How far back, in days. */
  readonly days?: number | undefined
  readonly withImages?: boolean | undefined
}

export interface ChatSearchState {
  readonly query: string
  readonly filter: SearchFilter
  /** Messages that match, best chat first; undefined while the search has not ended. */
  readonly hits: readonly SearchHit[] | undefined
  /** Whether there may be more, or other, hits in a moment. */
  readonly isSearching: boolean
  /** How the chats begin that only their titles matched. */
  readonly beginnings: ReadonlyMap<ChatId, Snippet>
  /** Titles are found without waiting: `searchChats` in `selectors.ts`. */
  setQuery(query: string): void
  setFilter(filter: SearchFilter): void
  /** The box has the focus: a query is likely soon. */
  prepare(): void
}

/** One search per burst of keys. The index answers within a frame or two; milliseconds. */
const PAUSE_MS = 25
/** Chats. More than anyone reads through; a better word is faster. */
export const MOST_FOUND = 60
const DAY_MS = 86_400_000

/** `chats`: all of them, newest first. */
export function createChatSearch(
  data: () => Promise<Data>,
  chats: () => readonly Chat[],
  schedule: Schedule,
  now: () => number = Date.now,
): StoreApi<ChatSearchState> {
  let cancel: (() => void) | undefined
  let current = new AbortController()
  const store: StoreApi<ChatSearchState> = createStore<ChatSearchState>()((_set, get) => ({
    query: '',
    filter: {},
    hits: [],
    isSearching: false,
    beginnings: NOTHING,
    setQuery(query) {
      // Nothing is searched, so the next search begins without filters.
      begin(query, query.trim() === '' ? {} : get().filter)
    },
    setFilter: (filter) => begin(get().query, filter),
    prepare() {
      // A database that can't be opened is reported by the chat store.
      data()
        .then(({ search }) => search.warm())
        .catch(() => undefined)
    },
  }))

  function begin(query: string, filter: SearchFilter): void {
    cancel?.()
    current.abort()
    const wanted = query.trim()
    const { hits, filter: filterBefore } = store.getState()
    if (wanted === '') return store.setState({ query, filter, hits: [], isSearching: false, beginnings: NOTHING })
    // What plainly still matches stays until the search has ended: a list that blinks can't be read.
    store.setState({
      query,
      filter,
      isSearching: true,
      hits: filter === filterBefore ? keepMatching(hits, wanted) : undefined,
    })
    current = new AbortController()
    const { signal } = current
    cancel = schedule.after(PAUSE_MS, () => void search(wanted, filter, signal))
  }

  async function search(wanted: string, filter: SearchFilter, signal: AbortSignal): Promise<void> {
    try {
      const { search: index } = await data()
      const { chatId, days, withImages } = filter
      const since = days === undefined ? undefined : now() - days * DAY_MS
      const hits = await index.find({ text: wanted, chatId, since, withImages }, signal)
      if (signal.aborted) return
      const withHits = new Set(hits.map((hit) => hit.chatId))
      const others = searchChats(chats(), wanted).slice(0, MOST_FOUND)
      const beginnings = await index.showBeginnings(others.map(({ id }) => id).filter((id) => !withHits.has(id)))
      if (!signal.aborted) store.setState({ hits, beginnings, isSearching: false })
    } catch {
      // A database that cannot be read is reported by the chat store; here it only finds nothing.
      if (!signal.aborted) store.setState({ hits: [], isSearching: false })
    }
  }

  return store
}

function keepMatching(hits: readonly SearchHit[] | undefined, wanted: string): readonly SearchHit[] | undefined {
  const words = splitQuery(wanted)
  const kept = hits?.filter(({ snippet: { before, match, after } }) => {
    const shown = foldText(before + match + after)
    return words.every((word) => shown.includes(word))
  })
  return kept && kept.length > 0 ? kept : undefined
}

const NOTHING: ReadonlyMap<ChatId, Snippet> = new Map()
