/** The page's end of the search's worker. */
import type { IndexHit, SearchQuery } from './search-query'

export interface SearchRequest {
  readonly id: number
  /** The name of the database. */
  readonly database: string
  /** Absent: the index is only brought up to date. */
  readonly query?: SearchQuery
}

export interface SearchReply {
  readonly id: number
  /** Undefined where the rows couldn't be read. */
  readonly hits: readonly IndexHit[] | undefined
}

/** What of a worker is used. */
export type SearchWorker = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>

export interface IndexLink {
  /** Builds the index, unless it's there or being built. */
  warm(): void
  /** Undefined until the index has been built, and where it can't be. */
  find(query: SearchQuery): Promise<readonly IndexHit[] | undefined>
  close(): void
}

export function createIndexLink(database: string, createWorker: () => SearchWorker): IndexLink {
  const waiting = new Map<number, (reply: SearchReply) => void>()
  let worker: SearchWorker | undefined
  let state: 'none' | 'building' | 'ready' | 'broken' = 'none'
  let ids = 0

  function ask(query?: SearchQuery): Promise<SearchReply> {
    const id = (ids += 1)
    return new Promise((resolve) => {
      waiting.set(id, resolve)
      // eslint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no other origin
      worker?.postMessage({ id, database, ...(query && { query }) } satisfies SearchRequest)
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
      if (state !== 'ready') return undefined
      const { hits } = await ask(query)
      return hits
    },
    close: giveUp,
  }
}
