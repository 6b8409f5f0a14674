/**
 * Server-sent events from bytes, in time linear in their length.
 *
 * The SDK's decoder joins its buffer with every piece that arrives. One image is a single line of several megabytes, so
 * that costs the square of the size (seconds for a 4K picture); here a line is joined once, when its end is seen.
 */

import { setImmediate as nextTurn } from 'node:timers/promises'

export interface ServerSentEvent {
  readonly event: string
  readonly data: string
}

const LINE_FEED = 10
/** Bytes of a line that takes a millisecond to join: whoever takes it gets it in main's next turn. */
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
    // Comments (":…"), ids and retry hints mean nothing here.
  }
  // A last event without its closing empty line is taken too: some servers end that way, and a body that was cut
  // inside the JSON is told apart by the parser of the data.
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
