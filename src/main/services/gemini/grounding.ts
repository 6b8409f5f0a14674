/**
 * Reads Gemini's web searches and cited pages from `groundingMetadata`, which comes with the last pieces of an answer.
 *
 * Google's terms require showing the searches with the answer, as suggestions that link to Google's results
 * (https://ai.google.dev/gemini-api/docs/google-search#search-suggestions). Google sends
 * `searchEntryPoint.renderedContent` for this: HTML with styles and links. Easel never renders HTML from the network,
 * so it ignores that and creates the same suggestions from `webSearchQueries`, as ordinary links.
 */
import { readQueries, readSources } from '@shared/web-search'
import type { AnswerEvent } from '../adapter'
import { isRecord } from '../json'

const SEARCH = 'https://www.google.com/search?q='

export class Grounding {
  readonly #queries: unknown[] = []
  readonly #sources: unknown[] = []

  /** How many searches are billed. */
  get count(): number {
    return readQueries(this.#queries).length
  }

  read(response: Record<string, unknown>): void {
    for (const { groundingMetadata: told } of toRecords(response['candidates'])) {
      if (!isRecord(told)) continue
      if (Array.isArray(told['webSearchQueries'])) this.#queries.push(...(told['webSearchQueries'] as unknown[]))
      for (const { web } of toRecords(told['groundingChunks'])) {
        if (isRecord(web)) this.#sources.push({ url: web['uri'], title: web['title'] })
      }
    }
  }

  /** Yields nothing if nothing was cited. */
  *tell(): Generator<AnswerEvent> {
    const sources = readSources(this.#sources)
    const queries = readQueries(this.#queries)
    const suggestions = queries.map((title) => ({ url: SEARCH + encodeURIComponent(title), title }))
    if (sources.length + queries.length > 0)
      yield { type: 'sources', sources, queries, ...(suggestions.length > 0 && { suggestions }) }
  }
}

function toRecords(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : []
}
