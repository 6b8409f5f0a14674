/** Keeps the index in step with the database and answers from it, one request after the other. */
import { NOTHING_READ, openForReading, readRows } from './read-rows'
import { SearchIndex } from './search-index'
import type { SearchReply, SearchRequest } from './index-link'

export interface IndexKeeper {
  /** Never rejects. */
  answer(request: SearchRequest): Promise<SearchReply>
}

export function createIndexKeeper(): IndexKeeper {
  let index = new SearchIndex()
  let upTo = { ...NOTHING_READ }
  let last: Promise<unknown> = Promise.resolve()

  /** A connection is only open while it reads, so that it never blocks an upgrade or a deletion of the database. */
  async function update(name: string): Promise<void> {
    const database = await openForReading(name)
    try {
      if (await readRows(database, index, upTo)) return
      // Rows came back from the archive, with the numbers that they had.
      index = new SearchIndex()
      upTo = { ...NOTHING_READ }
      await readRows(database, index, upTo)
    } finally {
      database.close()
    }
  }

  async function answer({ id, database, query }: SearchRequest): Promise<SearchReply> {
    try {
      await update(database)
      return { id, hits: query ? index.find(query) : [] }
    } catch {
      return { id, hits: undefined }
    }
  }

  return {
    answer(request) {
      const reply = last.then(() => answer(request))
      last = reply
      return reply
    },
  }
}
