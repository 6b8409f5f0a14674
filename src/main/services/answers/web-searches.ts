/**
 * Reads a text model's web searches and the pages that its answer cites: `web_search_call` items and `url_citation`
 * annotations, and the same annotations in chat completions.
 */
import { readQueries, readSources } from '@shared/web-search'
import type { AnswerEvent } from '../adapter'
import { isRecord } from '../json'

/** Reads one answer. Counts each search and page once, although the end of an answer repeats them all. */
export class WebSearches {
  readonly #searches = new Set<unknown>()
  readonly #queries: unknown[] = []
  readonly #sources: unknown[] = []

  /** How many searches are billed. Opening a found page isn't one. */
  get count(): number {
    return this.#searches.size
  }

  /** Reads an event or a whole answer. */
  read(json: Record<string, unknown>): void {
    const { response, output, item, part, annotation, choices } = json
    if (isRecord(response)) this.read(response)
    for (const one of [item, ...toList(output)]) this.#readItem(one)
    this.#readContent(part)
    this.#cite(annotation)
    for (const choice of toList(choices).filter(isRecord)) {
      this.#readContent(choice['delta'])
      this.#readContent(choice['message'])
    }
  }

  /** Yields nothing if nothing was cited. */
  *tell(): Generator<AnswerEvent> {
    const sources = readSources(this.#sources)
    const queries = readQueries(this.#queries)
    if (sources.length + queries.length > 0) yield { type: 'sources', sources, queries }
  }

  #readItem(item: unknown): void {
    if (!isRecord(item)) return
    for (const part of toList(item['content'])) this.#readContent(part)
    if (item['type'] !== 'web_search_call' || !isRecord(item['action'])) return
    const { type, query, queries } = item['action']
    if (type !== 'search') return
    this.#searches.add(item['id'] ?? item)
    this.#queries.push(query, ...toList(queries))
  }

  #readContent(part: unknown): void {
    if (isRecord(part)) for (const annotation of toList(part['annotations'])) this.#cite(annotation)
  }

  #cite(annotation: unknown): void {
    if (!isRecord(annotation) || annotation['type'] !== 'url_citation') return
    this.#sources.push(isRecord(annotation['url_citation']) ? annotation['url_citation'] : annotation)
  }
}

/** Returns the number of searches in `usage`, if the service counts them there, otherwise 0. */
export function readSearchCount(usage: unknown): number {
  const used = isRecord(usage) ? (usage['server_tool_use'] ?? usage['server_tool_use_details']) : undefined
  const count = isRecord(used) ? used['web_search_requests'] : undefined
  return typeof count === 'number' && Number.isInteger(count) && count > 0 ? count : 0
}

function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
