import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Dispatcher } from 'undici'
import { cutBytes } from '../objects/cut-bytes'

/** How many bytes to send per turn of the event loop. Takes about a millisecond. */
const PER_TURN = 256 * 1024

/**
 * Returns the request with a body that lets main do other work in between. undici reads a body in one turn while the
 * socket accepts it, which takes a tenth of a second for a few large images.
 */
export function paceBody(options: Dispatcher.DispatchOptions): Dispatcher.DispatchOptions {
  const body: unknown = options.body
  if (!isAsyncIterable(body)) return options
  // undici accepts any iterable, but its types don't say so.
  return { ...options, body: pace(body) as unknown as Dispatcher.DispatchOptions['body'] & object }
}

async function* pace(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let sent = 0
  for await (const piece of body) {
    for (const part of cutBytes(piece, PER_TURN)) {
      yield part
      sent += part.length
      if (sent < PER_TURN) continue
      sent = 0
      await nextTurn()
    }
  }
}

function isAsyncIterable(body: unknown): body is AsyncIterable<Uint8Array> {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body
}
