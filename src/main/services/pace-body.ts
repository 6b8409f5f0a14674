import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Dispatcher } from 'undici'
import { cutBytes } from '../objects/cut-bytes'

/** Bytes that are sent in one turn of the event loop: about a millisecond's work. */
const PER_TURN = 256 * 1024

/**
 * The same request with a body that lets main do other work in between. undici reads a body in one turn for as long as the
 * socket takes it, which for a few large images is a tenth of a second.
 */
export function paceBody(options: Dispatcher.DispatchOptions): Dispatcher.DispatchOptions {
  const body: unknown = options.body
  if (!isAsyncIterable(body)) return options
  // undici takes any iterable, which its types don't say.
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
