/** `GET /models` of a server with OpenAI's API. */
import type { ListedModel } from '@shared/catalogue/offers'
import type { ModelListSource } from '../model-list-source'

/** OpenAI's list has about 20 kB, that of a router with every model about 500. */
const MAX_LIST_BYTES = 4 * 1024 * 1024
/** More than any server lists, and few enough to send to the page. */
const MOST_MODELS = 10_000
const NAME = /^[\w.:/@+-]{1,120}$/

export const modelList: ModelListSource = {
  request: (fetch, { baseUrl, key }, signal) => {
    const headers: Record<string, string> = key === undefined ? {} : { authorization: `Bearer ${key}` }
    return fetch(`${baseUrl}/models`, { headers, redirect: 'manual', signal })
  },
  read: async (response) => {
    try {
      const { data } = JSON.parse(await readStart(response)) as { data?: unknown }
      return Array.isArray(data) ? data.slice(0, MOST_MODELS).flatMap(parseModel) : undefined
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof TypeError) return undefined
      throw error
    }
  },
}

function parseModel(item: unknown): readonly ListedModel[] {
  const { id, shutdown_date: end } = (item ?? {}) as { id?: unknown; shutdown_date?: unknown }
  if (typeof id !== 'string' || !NAME.test(id)) return []
  const shutdown = typeof end === 'string' ? parseDay(end) : undefined
  return [{ name: id, ...(shutdown && { shutdown }) }]
}

/** "2026-12-01", whatever time of day follows it. */
function parseDay(text: string): string | undefined {
  const day = text.slice(0, 10)
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day)) ? day : undefined
}

/** The body as text, up to the size of the largest list. */
async function readStart({ body }: Response): Promise<string> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of (body ?? []) as AsyncIterable<Uint8Array>) {
    parts.push(part)
    length += part.length
    if (length > MAX_LIST_BYTES) break
  }
  return Buffer.concat(parts).toString('utf8')
}
