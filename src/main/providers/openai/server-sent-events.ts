/**
 * Parses server-sent events from bytes, in linear time.
 *
 * The SDK's decoder joins its buffer with every piece that arrives. One image is a single line of several megabytes, so
 * that takes quadratic time (seconds for a 4K image). Here a line is joined once, when its end arrives.
 */

import { setImmediate as nextTurn } from 'node:timers/promises'

export interface ServerSentEvent {
  readonly event: string
  readonly data: string
}

const LINE_FEED = 10
/** In bytes. Joining a longer line takes a millisecond, so its reader gets it in main's next turn. */
const LARGE = 512 * 1024

export async function* serverSentEvents(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<ServerSentEvent> {
  let event = ''
  let data: string[] = []
  for await (const line of lines(pieces)) {
    if (line === '') {
      if (data.length > 0) yield { event, data: data.join('\n') }
      event = ''
      data = []
    } else if (line.startsWith('data:')) data.push(fieldValue(line, 5))
    else if (line.startsWith('event:')) event = fieldValue(line, 6)
    // Comments (":…"), ids and retry hints aren't used.
  }
  // Accept a last event without its closing empty line: some servers end like that. The parser of the data notices a
  // body that was cut off inside the JSON.
  if (data.length > 0) yield { event, data: data.join('\n') }
}

function fieldValue(line: string, from: number): string {
  return line.charAt(from) === ' ' ? line.slice(from + 1) : line.slice(from)
}

async function* lines(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let open: Uint8Array[] = []
  for await (const piece of pieces) {
    let start = 0
    for (let end = piece.indexOf(LINE_FEED); end !== -1; end = piece.indexOf(LINE_FEED, start)) {
      open.push(piece.subarray(start, end))
      const line = toLine(open)
      open = []
      if (line.length > LARGE) await nextTurn()
      yield line
      start = end + 1
    }
    if (start < piece.byteLength) open.push(piece.subarray(start))
  }
  if (open.length > 0) yield toLine(open)
}

function toLine(parts: readonly Uint8Array[]): string {
  const line = Buffer.concat(parts).toString('utf8')
  return line.endsWith('\r') ? line.slice(0, -1) : line
}
