/** Searches the titles and messages of all chats without delaying typing: only the newest query counts. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Data } from '@/data'
import type { ChatId } from '@shared/ids'
import type { SearchHit } from '@/data/records'
import type { Snippet } from '@/data/snippet'
import { foldText, splitQuery } from '@/lib/fold-text'
import type { Chat } from './model'
import type { Schedule } from './schedule'
import { searchChats } from './selectors'

/** What the search is limited to. */
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
  /** Matching messages, best chat first; undefined until the search has ended. */
  readonly hits: readonly SearchHit[] | undefined
  /** Whether more or other hits may follow. */
  readonly isSearching: boolean
  /** The first words of chats that only matched by title. */
  readonly beginnings: ReadonlyMap<ChatId, Snippet>
  /** Titles are found immediately: `searchChats` in `selectors.ts`. */
  setQuery(query: string): void
  setFilter(filter: SearchFilter): void
  /** Called when the box gets the focus, since a query is likely soon. */
  prepare(): void
}

/** One search per burst of keystrokes. The index answers within a frame or two; milliseconds. */
const PAUSE_MS = 25
/** The maximum number of chats. More than anyone reads; a better query is faster. */
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
      // Nothing is searched, so the next search starts without filters.
      begin(query, query.trim() === '' ? {} : get().filter)
    },
    setFilter: (filter) => begin(get().query, filter),
    prepare() {
      // The chat store reports a database that can't be opened.
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
    // Hits that clearly still match stay until the search has ended: a flickering list can't be read.
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
      // The chat store reports a database that can't be read; here the search just finds nothing.
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
