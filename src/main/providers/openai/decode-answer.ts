/**
 * Reads the body of an answer, both while it arrives and when an earlier session kept it.
 *
 * The first byte decides the format, not the headers: a server that ignores `stream` sends JSON, a gateway in between
 * sends HTML, and both may label it as anything.
 */
import { FailureError, type Failure, type FailureCode } from '@shared/failure'
import type { ServerSentEvent } from './server-sent-events'
import { serverSentEvents } from './server-sent-events'

export type Answer =
  | { readonly form: 'events'; readonly events: AsyncIterable<ServerSentEvent> }
  | { readonly form: 'json'; readonly read: () => Promise<unknown>; readonly readText: () => Promise<ArrivedText> }

/** The part of a body that arrived, and what ended it early. */
export interface ArrivedText {
  readonly text: string
  readonly brokenBy?: unknown
}

/** Tells events from JSON. Throws a failure for anything else, such as a web page or an empty body. */
export async function openAnswer(pieces: AsyncIterable<Uint8Array>): Promise<Answer> {
  const iterator = pieces[Symbol.asyncIterator]()
  const head: Uint8Array[] = []
  let first: string | undefined
  while (first === undefined) {
    const next = await iterator.next()
    if (next.done) throw failed('answer-empty')
    head.push(next.value)
    first = firstCharacter(next.value)
  }
  const whole = resume(head, iterator)
  if (first === '<') {
    await iterator.return?.()
    throw failed('not-an-api')
  }
  if (first === '{' || first === '[') {
    return { form: 'json', read: () => readJson(whole), readText: () => readText(whole) }
  }
  return { form: 'events', events: serverSentEvents(whole) }
}

/** Parses the data of one event. Throws a failure if it was cut off or isn't JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    throw new FailureError({ code: 'answer-damaged', charge: 'unknown', at: Date.now() }, { cause: error })
  }
}

export function failed(code: FailureCode, more: Partial<Failure> = {}): FailureError {
  return new FailureError({ code, charge: 'unknown', at: Date.now(), ...more })
}

async function readJson(pieces: AsyncIterable<Uint8Array>): Promise<unknown> {
  const { text, brokenBy } = await readText(pieces)
  if (brokenBy !== undefined) throw brokenBy
  return parseJson(text)
}

async function readText(pieces: AsyncIterable<Uint8Array>): Promise<ArrivedText> {
  const parts: Uint8Array[] = []
  const text = (): string => Buffer.concat(parts).toString('utf8')
  try {
    for await (const piece of pieces) parts.push(piece)
  } catch (brokenBy) {
    return { text: text(), brokenBy }
  }
  return { text: text() }
}

function firstCharacter(piece: Uint8Array): string | undefined {
  // A byte order mark and white space may come first.
  const text = Buffer.from(piece.subarray(0, 256))
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart()
  return text === '' ? undefined : text.charAt(0)
}

async function* resume(head: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* head
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}
