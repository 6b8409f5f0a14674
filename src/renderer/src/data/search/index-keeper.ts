/** Keeps the index up to date with the database and answers from it, one request after the other. */
import { hasEveryMessage, NOTHING_READ, openForReading, readRows } from './read-rows'
import { SearchIndex } from './search-index'
import type { SearchReply, SearchRequest, SearchWanted } from './index-link'
import type { IndexHit } from './search-query'

export interface IndexKeeper {
  /** Never rejects. */
  answer(request: SearchRequest): Promise<SearchReply>
}

export function createIndexKeeper(): IndexKeeper {
  let index = new SearchIndex()
  let upTo = { ...NOTHING_READ }
  /** The commits up to which the index is known to have every message. */
  let checkedAt: number | undefined
  let last: Promise<unknown> = Promise.resolve()

  /** A connection is only open while it reads, so that it never blocks an upgrade or a deletion of the database. */
  async function update(name: string, unnumberedCommits: number): Promise<void> {
    const database = await openForReading(name)
    try {
      await readRows(database, index, upTo)
      // Counting 100,000 rows takes a third of a second, so it's only done if it may find something.
      if (checkedAt === unnumberedCommits) return
      if (!(await hasEveryMessage(database, index))) {
        // Rows were restored from the archive with their old numbers, or were removed.
        index = new SearchIndex()
        upTo = { ...NOTHING_READ }
        await readRows(database, index, upTo)
      }
      checkedAt = unnumberedCommits
    } finally {
      database.close()
    }
  }

  function find({ query, imagesAround, firstsIn = [] }: SearchWanted): readonly IndexHit[] {
    if (query) return index.find(query)
    return imagesAround === undefined ? index.findFirsts(firstsIn) : index.findImagesAround(imagesAround)
  }

  async function answer({ id, database, unnumberedCommits, ...wanted }: SearchRequest): Promise<SearchReply> {
    try {
      await update(database, unnumberedCommits)
      return { id, hits: find(wanted) }
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
