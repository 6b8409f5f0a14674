/**
 * Passes an answer's body from the socket to the parser: limited in size, watched for silence, and written to disk
 * first.
 */
import { FailureError } from '@shared/failure'
import type { Attempt } from './adapter'

export interface Deadlines {
  /** From sending to the first byte of the answer. Large images can take more than five minutes. */
  readonly headersMs: number
  /** The longest time without progress. */
  readonly idleMs: number
  /** The idle limit right after the computer has slept: the connection may be long dead. */
  readonly wakeMs: number
}

export const DEFAULT_DEADLINES: Deadlines = { headersMs: 15 * 60_000, idleMs: 10 * 60_000, wakeMs: 3 * 60_000 }

/**
 * How many bytes count as progress. A server that only sends a byte now and then must not be awaited forever: ten
 * minutes of keep-alive comments stay below this, and any piece of an image is above.
 */
const LEAST_PROGRESS_BYTES = 1024

/** In bytes. Enough for any request: ten images of 3840x2160 as base64, about 20 MB each. */
const MAX_ANSWER_BYTES = 256 * 1024 * 1024
/** In bytes. One incompressible image of 3840x2160 as base64. */
const MAX_IMAGE_BYTES = 48 * 1024 * 1024
/** In bytes. A million words, each in a separate event. */
export const MAX_TEXT_ANSWER_BYTES = 64 * 1024 * 1024

/**
 * Returns the size limit for an answer with this many images, including previews. Only a broken or hostile server
 * exceeds it.
 */
export function limitAnswerBytes(images: number): number {
  return Math.min(MAX_ANSWER_BYTES, images * MAX_IMAGE_BYTES)
}

/** Aborts a call if nothing happens for a while. Always call `stop()`. */
export class Watchdog {
  readonly #controller = new AbortController()
  readonly #onOuterAbort: () => void
  readonly #outer: AbortSignal
  #timer: NodeJS.Timeout | undefined
  /** When the current wait ends, on the monotonic clock. */
  #endsAt = Infinity
  /** Whether this watchdog aborted, rather than the user. */
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

  /** Restarts the wait. */
  expectWithin(ms: number): void {
    clearTimeout(this.#timer)
    this.#endsAt = performance.now() + ms
    this.#timer = setTimeout(() => {
      this.timedOut = true
      this.#controller.abort(new Error('deadline'))
    }, ms)
  }

  /** Shortens the current wait. After the next sign of life, the usual wait applies. */
  expectAtMost(ms: number): void {
    if (this.#timer && this.#endsAt > performance.now() + ms) this.expectWithin(ms)
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#outer.removeEventListener('abort', this.#onOuterAbort)
  }
}

/** Yields the body piece by piece. Each piece is on disk before it's yielded. */
export async function* keepBody(
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

/** The part of a body that arrived, and the error that ended it early. */
export interface ArrivedText {
  readonly text: string
  readonly brokenBy?: unknown
}

/**
 * Reads the body as text, stopping after the first piece that exceeds `mostBytes`. `brokenBy` is the error that ended
 * it early. Never rejects.
 */
export async function readStart(pieces: AsyncIterable<Uint8Array>, mostBytes = Infinity): Promise<ArrivedText> {
  const parts: Uint8Array[] = []
  let length = 0
  const text = (): string => Buffer.concat(parts).toString('utf8')
  try {
    for await (const piece of pieces) {
      parts.push(piece)
      length += piece.byteLength
      if (length > mostBytes) break
    }
  } catch (brokenBy) {
    return { text: text(), brokenBy }
  }
  return { text: text() }
}

/** Yields the body as it arrives. */
export async function* readPieces(response: Response): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader()
  if (!reader) return
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) yield piece.value
  } finally {
    // Closes the connection if the reader stops early. Errors don't matter here.
    await reader.cancel().catch(() => undefined)
  }
}
