import { setImmediate as nextTurn } from 'node:timers/promises'

/** Work done in one turn of the event loop, at most: half a frame, so that windows, IPC and streams stay smooth. */
const SLICE_MS = 8

/**
 * For long computations on the main thread: to be awaited often, it lets the event loop turn when a slice is used up.
 * Rejects with the signal's reason once that is aborted.
 */
export function createBreath(signal: AbortSignal): () => Promise<void> {
  let began = performance.now()
  return async () => {
    if (performance.now() - began < SLICE_MS) return
    await nextTurn()
    signal.throwIfAborted()
    began = performance.now()
  }
}

/** A pause that ends early, by rejecting with the signal's reason, when that is aborted. */
export type Pause = (ms: number, signal: AbortSignal) => Promise<void>
