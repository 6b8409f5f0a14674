/**
 * Images by Black Forest Labs: one POST submits a job and returns its cost. The handle is durable before the first
 * poll. Images are available for only ten minutes, so they're fetched as soon as they're announced.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { FailureError } from '@shared/failure'
import type { ImageRequest } from '@shared/request'
import { isStoppedByUser, type AnswerEvent, type Attempt, type ImageAdapter, type JobHandle } from '../adapter'
import { encodeJson } from '../encode-json'
import { isLocal } from '../jobs/own-address'
import { submitJob } from '../jobs/submit-job'
import { fetchRemoteImage, type FetchedImage } from '../remote-image'
import { getKeyedAccount, type KeyedAccount, type ServiceConnection } from '../watched-call'
import { buildCall } from './build-body'
import { decodeResult, frameResult } from './decode-result'
import { toErrorFailure } from './failures'
import { followJob } from './follow-job'
import { findJob, readJob, toHandle, type Job } from './job'

/** How often to try fetching an image while it's available. With the waits between, about ten minutes. */
const MOST_FETCHES = 40
const FETCH_WAIT_MS = 15_000

export class BflImageAdapter implements ImageAdapter {
  readonly #connection: ServiceConnection

  constructor(connection: ServiceConnection) {
    this.#connection = connection
  }

  async *answer(request: ImageRequest, attempt: Attempt): AsyncIterable<AnswerEvent> {
    // Before anything is reserved or recorded as sent.
    getKeyedAccount(this.#connection)
    const { model, body: asked } = await buildCall(request, attempt)
    const body = await encodeJson(asked, attempt.signal)
    await attempt.willSend()
    attempt.mayHaveLeft(false)
    const account = getKeyedAccount(this.#connection)
    const job = await submitJob<Job>(this.#connection, attempt, {
      url: `${account.baseUrl}/${model}`,
      headers: { 'x-key': account.key },
      body,
      readJob: (json) => readJob(json, account.baseUrl),
      explain: toErrorFailure,
    })
    attempt.hasAnswered({ status: 200, requestId: job.id })
    await attempt.hasHandle(toHandle(job))
    yield* this.#follow(job, account, attempt)
  }

  async *resume(_request: ImageRequest, handle: JobHandle, attempt: Attempt): AsyncIterable<AnswerEvent> {
    const account = this.#findAccount()
    const job = findJob(handle, account.baseUrl)
    if (!job) throw new FailureError({ code: 'run-lost', charge: 'unknown', at: Date.now() })
    yield* this.#follow(job, account, attempt)
  }

  async *decode(
    _request: ImageRequest,
    kept: AsyncIterable<Uint8Array>,
    allowed: readonly string[] = [],
  ): AsyncIterable<AnswerEvent> {
    const pieces: Uint8Array[] = []
    for await (const piece of kept) pieces.push(piece)
    yield* decodeResult(Buffer.concat(pieces), (url) => this.#fetchImage(url, { allowed }))
  }

  async *#follow(job: Job, { key }: KeyedAccount, attempt: Attempt): AsyncGenerator<AnswerEvent> {
    const result = frameResult(job, await followJob({ job, key, connection: this.#connection, attempt }))
    await attempt.keep(result)
    // Also after Stop, since it was paid for.
    yield* decodeResult(result, (url) => this.#fetchInTime(url, attempt))
  }

  /** The job was accepted. Without its account, its outcome is unknown. */
  #findAccount(): KeyedAccount {
    try {
      return getKeyedAccount(this.#connection)
    } catch (error) {
      if (!(error instanceof FailureError)) throw error
      throw new FailureError({ ...error.failure, charge: 'unknown' })
    }
  }

  /** Retries while the image may still be available, because the network may be down for a moment. */
  async #fetchInTime(url: string, attempt: Attempt): Promise<FetchedImage> {
    const { signal } = attempt
    const { pause = waitFor } = this.#connection
    for (let fetches = 1; ; fetches += 1) {
      const found = await this.#fetchImage(url)
      // The file's own server responded: the image is gone.
      const isFinal = 'bytes' in found || found.reason === 'refused' || isGone(found.status)
      if (isFinal || fetches >= MOST_FETCHES || signal.aborted) return found
      await pause(FETCH_WAIT_MS, signal).catch((error: unknown) => {
        // After Stop, try once more.
        if (!isStoppedByUser(attempt)) throw error
      })
    }
  }

  /** Images have signed addresses, so no key is sent. */
  #fetchImage(url: string, how: { readonly allowed?: readonly string[] } = {}): Promise<FetchedImage> {
    const { fetch, isProxied, account: getAccount } = this.#connection
    const account = getAccount()
    const { baseUrl } = 'problem' in account ? { baseUrl: undefined } : account
    return fetchRemoteImage(url, {
      fetch,
      isProxied,
      ...how,
      ...(baseUrl !== undefined && { baseUrl, isLocal: isLocal(baseUrl) }),
    })
  }
}

/** Whether a status is final. 408 and 429 are temporary, and server errors may be. */
function isGone(status: number | undefined): boolean {
  return status !== undefined && status >= 400 && status < 500 && status !== 408 && status !== 429
}

async function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal })
}
