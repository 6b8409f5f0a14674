/**
 * Images by Black Forest Labs: one POST submits a job and names what it costs. The handle is durable before anything is
 * asked about it. An image is there for ten minutes only, so it's fetched the moment it's announced.
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

/** Tries to fetch an image while it's there, and the waits between them: about ten minutes in all. */
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
    // Also after Stop: what was made was paid for.
    yield* decodeResult(result, (url) => this.#fetchInTime(url, attempt))
  }

  /** The job was taken: without its account it isn't known what becomes of it. */
  #findAccount(): KeyedAccount {
    try {
      return getKeyedAccount(this.#connection)
    } catch (error) {
      if (!(error instanceof FailureError)) throw error
      throw new FailureError({ ...error.failure, charge: 'unknown' })
    }
  }

  /** Tries again while the image may still be there: the network may be gone for a moment. */
  async #fetchInTime(url: string, attempt: Attempt): Promise<FetchedImage> {
    const { signal } = attempt
    const { pause = waitFor } = this.#connection
    for (let fetches = 1; ; fetches += 1) {
      const found = await this.#fetchImage(url)
      // The file's own server has answered: it's gone.
      const isFinal = 'bytes' in found || found.reason === 'refused' || isGone(found.status)
      if (isFinal || fetches >= MOST_FETCHES || signal.aborted) return found
      await pause(FETCH_WAIT_MS, signal).catch((error: unknown) => {
        // After Stop, once more.
        if (!isStoppedByUser(attempt)) throw error
      })
    }
  }

  /** Images are at signed addresses: no key is sent there. */
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

/** 408 and 429 pass, and so may what a server says of itself. */
function isGone(status: number | undefined): boolean {
  return status !== undefined && status >= 400 && status < 500 && status !== 408 && status !== 429
}

async function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal })
}
