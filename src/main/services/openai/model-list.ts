/** `GET /models` of a server with OpenAI's API. */
import type { ListedModel } from '@shared/catalogue/offers'
import type { ListedFacts } from '@shared/services/service'
import { appendPath } from '../../settings/base-url'
import { readPieces } from '../answer-body'
import type { ModelListSource } from '../model-list-source'
import { readList } from '../read-list'

/** In bytes. OpenAI's list has about 20 kB. Routers list thousands of models, each with a page of text. */
const MAX_LIST_BYTES = 32 * 1024 * 1024
/** More than any server lists, and few enough to send to the page. */
const MOST_MODELS = 10_000
/** Model names on users' own servers: a path, a file, a sentence. No invisible characters. */
const NAME = /^(?!\s)[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]{1,200}(?<!\s)$/u

/** `readFacts` returns the facts in a line besides the name. */
export function createModelList(readFacts: (item: unknown) => ListedFacts | undefined): ModelListSource {
  return {
    request: (fetch, { baseUrl, key }, signal) => {
      const headers: Record<string, string> = key === undefined ? {} : { authorization: `Bearer ${key}` }
      return fetch(appendPath(baseUrl, '/models'), { headers, redirect: 'manual', signal })
    },
    read: (response) =>
      readList(readPieces(response), {
        field: 'data',
        parse: (item) => parseModel(item).map((model) => ({ ...model, ...pickFacts(readFacts(item)) })),
        mostItems: MOST_MODELS,
        mostBytes: MAX_LIST_BYTES,
      }),
  }
}

export const modelList = createModelList(() => undefined)

function pickFacts(facts: ListedFacts | undefined): Pick<ListedModel, 'facts'> {
  return facts ? { facts } : {}
}

function parseModel(item: unknown): readonly ListedModel[] {
  const { id, shutdown_date: end } = (item ?? {}) as { id?: unknown; shutdown_date?: unknown }
  if (typeof id !== 'string' || !NAME.test(id)) return []
  const shutdown = typeof end === 'string' ? parseDay(end) : undefined
  return [{ name: id, ...(shutdown && { shutdown }) }]
}

/** Reads a date like "2026-12-01", ignoring any time of day after it. */
function parseDay(text: string): string | undefined {
  const day = text.slice(0, 10)
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day)) ? day : undefined
}
