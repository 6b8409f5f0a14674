/**
 * Gemini's image models as an `ImageAdapter`. One call makes one image, so several images take several parallel calls.
 * Each fails alone, and their answers are stored in one file (`frames.ts`).
 */
import { findImageModel } from '@shared/catalogue'
import { FailureError, type Failure } from '@shared/failure'
import { addUsage, type Usage } from '@shared/usage'
import type { ImageRequest } from '@shared/request'
import { limitAnswerBytes } from '../answer-body'
import type { Attempt, AnswerEvent, ImageAdapter } from '../adapter'
import { encodeJson } from '../encode-json'
import { readParts, type ReadPart } from '../read-inputs'
import { getKeyedAccount, type ServiceConnection } from '../watched-call'
import { callOnce } from './client'
import { combineFailures, decodeImage, type CallResult } from './decode-image'
import { describeMasks } from '../masks/describe-masks'
import { buildParts } from './build-parts'
import { FrameWriter, readFrames, type KeptCall } from './frames'

/** If a call returns more than one image, the extra ones are numbered after all first ones. */
const MOST_PER_CALL = 8

export class GeminiImageAdapter implements ImageAdapter {
  readonly #connection: ServiceConnection

  constructor(connection: ServiceConnection) {
    this.#connection = connection
  }

  async *answer(request: ImageRequest, attempt: Attempt): AsyncIterable<AnswerEvent> {
    // Before anything is reserved or recorded as sent.
    getKeyedAccount(this.#connection)
    // One body for all calls, because it's large if it contains images.
    const parts = await describeMasks(await readParts(request.parts, attempt))
    const body = await encodeJson(buildBody(request, parts), attempt.signal)
    await attempt.willSend()
    attempt.mayHaveLeft(false)
    const frames = new FrameWriter(attempt)
    const left = new Set<number>()
    const mayHaveLeft = (call: number, hasLeft: boolean): void => {
      if (hasLeft) left.add(call)
      else left.delete(call)
      attempt.mayHaveLeft(left.size > 0)
    }
    const calls = Array.from({ length: request.options.count }, (_, call) =>
      this.#callOne(request, { body, attempt, frames, call, mayHaveLeft: (hasLeft) => mayHaveLeft(call, hasLeft) }),
    )
    yield* yieldEvents(calls)
  }

  async *decode(request: ImageRequest, kept: AsyncIterable<Uint8Array>): AsyncIterable<AnswerEvent> {
    const calls = await readFrames(kept, request.options.count)
    yield* yieldEvents(calls.map(decodeKept))
  }

  /** Never rejects: a failure is a result, so that the other calls continue. */
  async #callOne(
    request: ImageRequest,
    { body: asked, attempt, frames, call, mayHaveLeft }: OneCall,
  ): Promise<CallResult> {
    const keep = (piece: Uint8Array): Promise<void> => frames.keepPiece(call, piece)
    try {
      const pieces: Uint8Array[] = []
      const sent = { path: buildPath(request), body: asked, signal: attempt.signal, mayHaveLeft }
      const body = callOnce(this.#connection, getKeyedAccount(this.#connection), sent, ({ response, watch }) => {
        attempt.hasAnswered({ status: response.status })
        return watch.keepBody(response, { keep }, limitAnswerBytes(MOST_PER_CALL))
      })
      for await (const piece of body) pieces.push(piece)
      // Everything is already stored. Without the mark, the end is detected from the body itself.
      await frames.keepEnd(call).catch(() => undefined)
      const result = await decodeImage(Buffer.concat(pieces))
      if (result.responseId) attempt.hasAnswered({ status: 200, requestId: result.responseId })
      return result
    } catch (error) {
      const failure = attempt.signal.aborted ? createStopFailure(toFailure(error)) : toFailure(error)
      // Needed only for recovery after a crash. Without it, the outcome of that call is unknown.
      await frames.keepFailure(call, failure).catch(() => undefined)
      return { images: [], failure }
    }
  }
}

interface OneCall {
  readonly body: Blob
  readonly attempt: Attempt
  readonly frames: FrameWriter
  readonly call: number
  readonly mayHaveLeft: (hasLeft: boolean) => void
}

function toFailure(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure
  return { code: 'internal-error', charge: 'unknown', at: Date.now() }
}

/** Stop ends the calls in progress. Images of finished calls are kept. */
function createStopFailure({ charge, at }: Failure): Failure {
  return { code: 'call-stopped', charge, at }
}

async function decodeKept({ body, hasEnded, failure }: KeptCall): Promise<CallResult> {
  if (failure) return { images: [], failure }
  const result = body.length > 0 ? await decodeImage(body) : undefined
  // A body may be complete even if the mark after it is missing.
  if (result && (hasEnded || result.images.length > 0)) return result
  return { images: [], failure: { code: 'connection-lost', charge: 'unknown', at: Date.now() } }
}

/** Yields events in the order of the calls. Throws if all have failed. */
async function* yieldEvents(calls: readonly Promise<CallResult>[]): AsyncGenerator<AnswerEvent> {
  const results: CallResult[] = []
  const failures: { readonly call: number; readonly failure: Failure }[] = []
  for (const [call, pending] of calls.entries()) {
    const result = await pending
    results.push(result)
    if (result.failure) failures.push({ call, failure: result.failure })
    for (const [place, bytes] of result.images.slice(0, MOST_PER_CALL).entries()) {
      yield { type: 'image', index: place === 0 ? call : calls.length + call * MOST_PER_CALL + place, bytes }
    }
  }
  const usage = addUpUsage(results)
  if (usage) yield { type: 'usage', usage }
  if (failures.length === calls.length) throw combineFailures(failures.map(({ failure }) => failure))
  for (const { call, failure } of failures) {
    const { charge: _charge, at: _at, ...cause } = failure
    yield { type: 'unreadable-image', index: call, cause }
  }
}

/** Returns undefined if any call may have cost something without reporting it, because then the total is unknown. */
function addUpUsage(results: readonly CallResult[]): Usage | undefined {
  const charged = results.filter(({ failure }) => failure?.charge !== 'none')
  const told = charged.flatMap(({ usage }) => (usage ? [usage] : []))
  return told.length > 0 && told.length === charged.length ? told.reduce(addUsage) : undefined
}

function buildPath({ model }: ImageRequest): string {
  return `models/${findImageModel(model)?.wireName ?? model}:generateContent`
}

/** Sends only documented fields, because the service refuses others. */
function buildBody({ options: { aspectRatio, resolution } }: ImageRequest, parts: readonly ReadPart[]): unknown {
  return {
    contents: [{ role: 'user', parts: buildParts(parts) }],
    generationConfig: {
      responseModalities: ['IMAGE'],
      imageConfig: { ...(aspectRatio && { aspectRatio }), ...(resolution && { imageSize: resolution }) },
    },
  }
}
