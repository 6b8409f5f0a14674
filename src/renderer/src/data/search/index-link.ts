/** The page's end of the search worker. */
import type { ChatId } from '@shared/ids'
import type { WriteNumbers } from '../archive/number-writes'
import type { IndexHit, SearchQuery } from './search-query'

/** If empty, the index is only updated. */
export interface SearchWanted {
  readonly query?: SearchQuery
  /** Instead of messages, finds answers with images that have these words around them. */
  readonly imagesAround?: string
  /** Instead of messages, finds the oldest message of each of these chats. */
  readonly firstsIn?: readonly ChatId[]
}

export interface SearchRequest extends SearchWanted {
  readonly id: number
  /** The name of the database. */
  readonly database: string
  /** If it differs from last time, the numbers of rows don't show everything that was written since. */
  readonly unnumberedCommits: number
}

export interface SearchReply {
  readonly id: number
  /** Undefined if the rows couldn't be read. */
  readonly hits: readonly IndexHit[] | undefined
}

/** The part of a worker that is used. */
export type SearchWorker = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>

export interface IndexLink {
  /** Builds the index, unless it's ready or being built. */
  warm(): void
  /** Undefined until the index has been built, or if it can't be. */
  find(query: SearchQuery): Promise<readonly IndexHit[] | undefined>
  /** Answers with images, by the words around them. Waits for the index. Undefined if it can't be built. */
  findImagesAround(words: string): Promise<readonly IndexHit[] | undefined>
  /** The oldest message of each chat. Undefined like `find`. */
  findFirsts(chatIds: readonly ChatId[]): Promise<readonly IndexHit[] | undefined>
  close(): void
}

export interface SearchedDatabase {
  readonly name: string
  readonly writeNumbers: Pick<WriteNumbers, 'unnumberedCommits'>
}

export function createIndexLink({ name, writeNumbers }: SearchedDatabase, createWorker: () => SearchWorker): IndexLink {
  const waiting = new Map<number, (reply: SearchReply) => void>()
  let worker: SearchWorker | undefined
  let state: 'none' | 'building' | 'ready' | 'broken' = 'none'
  let ids = 0

  function ask(wanted: SearchWanted = {}): Promise<SearchReply> {
    const id = (ids += 1)
    const { unnumberedCommits } = writeNumbers
    return new Promise((resolve) => {
      waiting.set(id, resolve)
      // eslint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no other origin
      worker?.postMessage({ id, database: name, unnumberedCommits, ...wanted } satisfies SearchRequest)
    })
  }

  function giveUp(): void {
    state = 'broken'
    worker?.terminate()
    worker = undefined
    for (const [id, resolve] of waiting) resolve({ id, hits: undefined })
    waiting.clear()
  }

  function start(): void {
    const started = createWorker()
    worker = started
    started.onerror = giveUp
    started.onmessage = ({ data }: MessageEvent<SearchReply>) => {
      waiting.get(data.id)?.(data)
      waiting.delete(data.id)
    }
  }

  function warm(): void {
    if (state !== 'none') return
    state = 'building'
    start()
    void ask().then(({ hits }) => {
      if (state === 'building') state = hits ? 'ready' : 'none'
      if (state === 'none') {
        worker?.terminate()
        worker = undefined
      }
    })
  }

  return {
    warm,
    async find(query) {
      warm()
      return state === 'ready' ? (await ask({ query })).hits : undefined
    },
    async findImagesAround(imagesAround) {
      warm()
      // An index being built answers once it's ready.
      return state === 'building' || state === 'ready' ? (await ask({ imagesAround })).hits : undefined
    },
    async findFirsts(firstsIn) {
      return state === 'ready' ? (await ask({ firstsIn })).hits : undefined
    },
    close: giveUp,
  }
}
