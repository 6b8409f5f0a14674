/**
 * Reads the body of an answer, whether it's arriving or was stored by an earlier session.
 *
 * The format is detected from the first characters, not from the headers: a server that ignores `stream` sends JSON, a
 * gateway sends HTML, and both may declare any content type.
 */
import { FailureError, type Failure, type FailureCode } from '@shared/failure'
import { readStart, type ArrivedText } from './answer-body'
import { readJson, type ReadJson } from './lenient-json'
import type { ServerSentEvent } from './server-sent-events'
import { readServerSentEvents } from './server-sent-events'

export type Answer =
  | { readonly form: 'events'; readonly events: AsyncIterable<ServerSentEvent> }
  | { readonly form: 'text'; readonly read: () => Promise<ArrivedText> }
  /** The body is the image itself. */
  | { readonly form: 'image'; readonly read: () => Promise<Buffer> }

/** Byte order marks, white space, and the prefix that some gateways put before JSON. */
const MARKS = /^(?:[\uFEFF\s]|\)\]\}',?)+/

/** Distinguishes events from JSON. Throws a failure for anything else (a web page, an empty body). */
export async function openAnswer(pieces: AsyncIterable<Uint8Array>): Promise<Answer> {
  const iterator = pieces[Symbol.asyncIterator]()
  const head: Uint8Array[] = []
  let first: string | undefined
  while (first === undefined) {
    const next = await iterator.next()
    if (next.done) {
      if (head.some(hasContent)) break
      throw createFailure('answer-empty')
    }
    head.push(next.value)
    first = findFirstCharacter(head)
  }
  const whole = resume(head, iterator)
  if (IMAGE_START.test(Buffer.concat(head).subarray(0, 16).toString('latin1'))) {
    return { form: 'image', read: () => readAll(whole) }
  }
  if (first === '<') {
    await iterator.return?.()
    throw createFailure('not-an-api')
  }
  if (first === '{' || first === '[') return { form: 'text', read: () => readStart(whole) }
  return { form: 'events', events: readServerSentEvents(whole) }
}

/** Parses a text as JSON. Undefined if it isn't JSON. */
export function parseText(text: string): ReadJson {
  return readJson(text.replace(MARKS, ''))
}

/** Reads the events of a body that started like JSON: one object per line, or JSON followed by events. */
export async function* parseEvents(text: string): AsyncGenerator<ServerSentEvent> {
  yield* readServerSentEvents(
    (async function* () {
      yield Buffer.from(text.replace(MARKS, ''))
    })(),
  )
}

/** PNG, JPEG, GIF, WebP, AVIF. */
const IMAGE_START = /^(?:\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|RIFF....WEBP|....ftyp(?:avif|avis|mif1))/s

async function readAll(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const piece of pieces) parts.push(piece)
  return Buffer.concat(parts)
}

export function createFailure(code: FailureCode, more: Partial<Failure> = {}): FailureError {
  return new FailureError({ code, charge: 'unknown', at: Date.now(), ...more })
}

function hasContent(piece: Uint8Array): boolean {
  return Buffer.from(piece).toString('utf8').replace(MARKS, '') !== ''
}

function findFirstCharacter(head: readonly Uint8Array[]): string | undefined {
  const text = Buffer.concat(head).subarray(0, 4096).toString('utf8')
  // It may be the beginning of a mark.
  if (text.length < 5 && /^[\uFEFF\s)\]}',\uFFFD]*$/.test(text)) return undefined
  const rest = text.replace(MARKS, '')
  return rest === '' ? undefined : rest.charAt(0)
}

async function* resume(head: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* head
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}
