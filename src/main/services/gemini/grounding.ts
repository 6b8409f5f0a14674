/**
 * What Gemini has searched for, and the pages that it names: `groundingMetadata`, which comes with the last pieces of an answer.
 *
 * Google's terms ask for the searches to be shown with the answer, as suggestions that lead to Google's results
 * (https://ai.google.dev/gemini-api/docs/google-search#search-suggestions). For that it sends `searchEntryPoint.renderedContent`:
 * HTML with styles and links. Easel never renders HTML that a network sends, so that is left unread, and the same suggestions
 * are made of `webSearchQueries`, as links that the page draws like its other ones.
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

  /** Nothing where nothing was named. */
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
