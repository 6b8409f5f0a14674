/** `GET /models` of a server that speaks OpenAI's API, and what can be made of its answer. */
import type { ListedModel } from '@shared/catalogue/offers'

/** OpenAI's list has some 20 kB, that of a router with every model there is some 500. */
const MAX_LIST_BYTES = 4 * 1024 * 1024
/** More than any picker can show, less than would be felt when it is sent to the page. */
const MOST_MODELS = 1_000
const NAME = /^[\w.:/@+-]{1,120}$/

/** One call. Rejects when the server cannot be reached; a redirect is not followed, since the key would go along. */
export function requestModels(
  fetch: typeof globalThis.fetch,
  { baseUrl, key }: { readonly baseUrl: string; readonly key: string },
  signal: AbortSignal,
): Promise<Response> {
  return fetch(`${baseUrl}/models`, { headers: { authorization: `Bearer ${key}` }, redirect: 'manual', signal })
}

/** The models that the body names, or undefined when it is no such list. */
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

/** "2026-12-01", whatever time of the day stands behind it. */
function parseDay(text: string): string | undefined {
  const day = text.slice(0, 10)
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day)) ? day : undefined
}

/** The body as text, at most as much as a list of models can have. */
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
