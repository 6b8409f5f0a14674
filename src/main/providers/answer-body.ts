/** The body of an answer on its way from the socket to the parser: bounded, watched, and kept on disk first. */
import { FailureError } from '@shared/failure'
import type { Attempt } from './provider'

export interface Deadlines {
  /** From sending to the first byte of the answer. Large renders are known to take over five minutes. */
  readonly headersMs: number
  /** Without any progress of the answer. */
  readonly idleMs: number
}

export const DEFAULT_DEADLINES: Deadlines = { headersMs: 15 * 60_000, idleMs: 10 * 60_000 }

/**
 * What counts as a sign of life. A server that sends a byte now and then would otherwise be waited for without end;
 * keep-alive comments through ten minutes stay below it, any piece of a picture is above.
 */
const LEAST_PROGRESS_BYTES = 1024

/** Whatever was asked for: ten images of 3840x2160 as base64 stay below this (about 20 MB each). */
const MAX_ANSWER_BYTES = 256 * 1024 * 1024
/** One picture of 3840x2160 whose compression has gained nothing, as base64. */
const MAX_PICTURE_BYTES = 48 * 1024 * 1024
/** A million words, each in an event of its own. */
export const MAX_TEXT_ANSWER_BYTES = 64 * 1024 * 1024

/** What an answer with so many pictures, previews among them, can be; more is a broken or hostile server. */
export function mostAnswerBytes(pictures: number): number {
  return Math.min(MAX_ANSWER_BYTES, pictures * MAX_PICTURE_BYTES)
}

/** Aborts what it watches when nothing has happened for a while. Always `stop()` it. */
export class Watchdog {
  readonly #controller = new AbortController()
  readonly #onOuterAbort: () => void
  readonly #outer: AbortSignal
  #timer: NodeJS.Timeout | undefined
  /** Whether it was this watchdog that aborted, not the user. */
  timedOut = false

  constructor(outer: AbortSignal) {
    this.#outer = outer
    this.#onOuterAbort = () => this.#controller.abort(outer.reason)
    if (outer.aborted) this.#onOuterAbort()
    else outer.addEventListener('abort', this.#onOuterAbort, { once: true })
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** Starts the wait again. */
  expectWithin(ms: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.timedOut = true
      this.#controller.abort(new Error('deadline'))
    }, ms)
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#outer.removeEventListener('abort', this.#onOuterAbort)
  }
}

/** Yields the body piece by piece, each one on disk before it is handed on. */
export async function* keptBody(
  body: AsyncIterable<Uint8Array>,
  attempt: Pick<Attempt, 'keep'>,
  watchdog: Watchdog,
  { idleMs, mostBytes }: Pick<Deadlines, 'idleMs'> & { readonly mostBytes: number },
): AsyncGenerator<Uint8Array> {
  let total = 0
  let progress = 0
  watchdog.expectWithin(idleMs)
  for await (const piece of body) {
    total += piece.byteLength
    if (total > mostBytes) {
      throw new FailureError({ code: 'answer-too-large', charge: 'unknown', at: Date.now() })
    }
    await attempt.keep(piece)
    yield piece
    progress += piece.byteLength
    if (progress < LEAST_PROGRESS_BYTES) continue
    progress = 0
    watchdog.expectWithin(idleMs)
  }
}
