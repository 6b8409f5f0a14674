/** Requests and parses `GET /models` of a server with OpenAI's API. */
import type { ListedModel } from '@shared/catalogue/offers'

/** OpenAI's list has about 20 kB, that of a router with every model about 500. */
const MAX_LIST_BYTES = 4 * 1024 * 1024
/** More than any picker can show, and few enough to send to the page. */
const MOST_MODELS = 1_000
const NAME = /^[\w.:/@+-]{1,120}$/

/**
 * Makes one call. Rejects when the server can't be reached. Doesn't follow redirects, because the key would be sent
 * along.
 */
export function requestModels(
  fetch: typeof globalThis.fetch,
  { baseUrl, key }: { readonly baseUrl: string; readonly key?: string },
  signal: AbortSignal,
): Promise<Response> {
  const headers: Record<string, string> = key === undefined ? {} : { authorization: `Bearer ${key}` }
  return fetch(`${baseUrl}/models`, { headers, redirect: 'manual', signal })
}

/** The models in the body. Undefined when it isn't a list of models. */
export async function readModels(response: Response): Promise<readonly ListedModel[] | undefined> {
  try {
    const { data } = JSON.parse(await readStart(response)) as { data?: unknown }
    return Array.isArray(data) ? data.slice(0, MOST_MODELS).flatMap(parseModel) : undefined
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined
    throw error
  }
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
