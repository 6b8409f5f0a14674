/**
 * Parses server-sent events from bytes, in linear time, and as leniently as gateways require.
 *
 * The standard separates events by empty lines. Gateways forget them, end lines with CR alone, leave out `data:`, or
 * send a plain JSON body as the only event. So anything that parses as a whole event is one, and unreadable data is
 * passed on as text instead of ending the stream: only its end decides whether something is missing.
 *
 * The SDK's decoder joins its buffer with every piece that arrives. An image is a single line of several megabytes, so
 * that takes quadratic time (seconds for a 4K image). Here a line is joined once, when its end arrives.
 */

import { setImmediate as nextTurn } from 'node:timers/promises'
import { readJson, readJsonSequence } from './lenient-json'

export interface ServerSentEvent {
  readonly event: string
  /** Parsed data. Absent if it isn't JSON. */
  readonly json?: unknown
  readonly data: string
}

const LINE_FEED = 10
const CARRIAGE_RETURN = 13
/** In bytes. A line this long takes a millisecond to join or parse, so the next step waits for main's next turn. */
const LARGE = 512 * 1024
const MOST_TRIED = 16
/** By convention, the end of a stream. Not JSON. */
export const DONE = '[DONE]'
/** Variants that some servers send. */
const SAYS_DONE = /^"?(?:\[done\]|done)"?$/i
/** Event names that mean the same, without data. */
const END_NAME = /^(?:done|end|eof|close|finish(?:ed)?)$/i
const SAYS_NOTHING = /^(?:\{\s*\}|null|""|)$/

export async function* readServerSentEvents(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<ServerSentEvent> {
  const pending = new PendingEvent()
  for await (const line of readLines(pieces)) {
    if (line.length > LARGE) await nextTurn()
    yield* pending.take(line)
  }
  // The last event counts even without its closing empty line. A body that was cut off within the JSON has no `json`.
  yield* pending.flush()
}

/** The part of an event that has arrived so far. */
class PendingEvent {
  #event = ''
  #data: string[] = []
  /** A name that came after the data. It belongs to this event, or to the next one if no empty line separates them. */
  #laterEvent: string | undefined;

  *take(line: string): Generator<ServerSentEvent> {
    if (/^[\s\0]*$/.test(line)) return yield* this.flush()
    const [, field, value = ''] = /^[\s\0]{0,8}(data|event|id|retry)\s?:\s?(.*)$/is.exec(line) ?? []
    switch (field?.toLowerCase()) {
      case 'data':
        return yield* this.#takeData(value)
      case 'event':
        if (this.#data.length === 0) this.#event = value.trim()
        else this.#laterEvent = value.trim()
        return undefined
      case undefined:
        // Comments are ignored. Other lines may be bare JSON or its continuation.
        return line.startsWith(':') ? undefined : yield* this.#takeData(line)
    }
  }

  *flush(): Generator<ServerSentEvent> {
    if (this.#data.length > 0 || END_NAME.test(this.#event)) yield* this.#closeAll(parse(this.#data.join('\n')))
    this.#event = ''
    this.#data = []
    this.#laterEvent = undefined
  }

  *#takeData(line: string): Generator<ServerSentEvent> {
    // Some gateways nest an event unchanged inside another one.
    const value = line.replace(/^(?:data\s?:\s?){1,8}(?=[{["])/i, '')
    if (this.#data.length > 0) {
      // JSON with very many lines is parsed only as a whole: otherwise each line would parse it all again.
      const read = this.#data.length > MOST_TRIED ? { data: '' } : parse(this.#data.join('\n'))
      const isNext =
        'json' in read || read.data === DONE || SAYS_DONE.test(value.trim()) || this.#laterEvent !== undefined
      // Either the previous lines are a whole event, or this line starts a new one.
      if (isNext || startsOwnEvent(value)) {
        yield* this.#closeAll(read.data === '' ? parse(this.#data.join('\n')) : read)
        this.#event = this.#laterEvent ?? ''
        this.#data = []
        this.#laterEvent = undefined
      }
    }
    this.#data.push(value)
  }

  /** Some servers put several events on one line. */
  *#closeAll(read: Omit<ServerSentEvent, 'event'>): Generator<ServerSentEvent> {
    const event = this.#event || (this.#laterEvent ?? '')
    if (END_NAME.test(event) && SAYS_NOTHING.test(read.data)) return yield { event, data: DONE }
    const several = 'json' in read ? [] : readJsonSequence(read.data)
    if (several.length === 0) return yield { event, ...read }
    for (const json of several) yield { event, json, data: JSON.stringify(json) }
    if (read.data.endsWith(DONE)) yield { event, data: DONE }
  }
}

/** Whether a line is complete JSON, and so doesn't continue unreadable data before it. */
function startsOwnEvent(value: string): boolean {
  return /^\s*\{\s*"/.test(value) && 'json' in parse(value)
}

function parse(data: string): Omit<ServerSentEvent, 'event'> {
  const trimmed = trim(data)
  if (SAYS_DONE.test(trimmed)) return { data: DONE }
  if (!/^[{["\d-]|^(?:true|false|null)$/.test(trimmed)) return { data: trimmed }
  return { data: trimmed, ...readJson(trimmed) }
}

/** Trims white space and NULs. */
function trim(text: string): string {
  const trimmed = text.trim()
  return trimmed.startsWith('\0') || trimmed.endsWith('\0')
    ? trim(trimmed.replace(/^\0+/, '').replace(/\0{1,64}$/, ''))
    : trimmed
}

/** Yields lines that end with LF, CR LF, or CR alone. */
async function* readLines(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let open: Uint8Array[] = []
  let endedWithReturn = false
  let isFirst = true
  const close = (): string => {
    const line = Buffer.concat(open).toString('utf8')
    open = []
    const marked = isFirst
    isFirst = false
    return marked ? line.replace(/^\uFEFF+/, '') : line
  }
  for await (const piece of pieces) {
    if (piece.byteLength === 0) continue
    let start = endedWithReturn && piece[0] === LINE_FEED ? 1 : 0
    endedWithReturn = false
    let feed = piece.indexOf(LINE_FEED, start)
    let carriage = piece.indexOf(CARRIAGE_RETURN, start)
    while (feed !== -1 || carriage !== -1) {
      const isReturn = carriage !== -1 && (feed === -1 || carriage < feed)
      const end = isReturn ? carriage : feed
      open.push(piece.subarray(start, end))
      yield close()
      start = end + 1
      if (isReturn && piece[start] === LINE_FEED) start += 1
      endedWithReturn = isReturn && end + 1 === piece.byteLength
      if (feed !== -1 && feed < start) feed = piece.indexOf(LINE_FEED, start)
      if (carriage !== -1 && carriage < start) carriage = piece.indexOf(CARRIAGE_RETURN, start)
    }
    if (start < piece.byteLength) open.push(piece.subarray(start))
  }
  if (open.length > 0) yield close()
}
