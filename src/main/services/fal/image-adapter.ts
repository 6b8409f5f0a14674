/**
 * Images from fal's queue: one POST submits a job at the service. Its handle is durable before the first poll, so a
 * crash of Easel loses nothing.
 */
import { FailureError } from '@shared/failure'
import type { ImageRequest } from '@shared/request'
import type { AnswerEvent, Attempt, Bills, ImageAdapter, JobHandle } from '../adapter'
import { encodeJson } from '../encode-json'
import { isLocal } from '../jobs/own-address'
import { fetchRemoteImage } from '../remote-image'
import { getKeyedAccount, type KeyedAccount, type ServiceConnection } from '../watched-call'
import { FalBills } from './bills'
import { submit } from './client'
import { decodeResult } from './decode-result'
import { buildCall } from './endpoints'
import { followJob } from './follow-job'
import { findJob, toHandle, type Job } from './job'

export class FalImageAdapter implements ImageAdapter {
  readonly #connection: ServiceConnection
  /** A key that may not read bills. */
  #refusedKey: string | undefined

  constructor(connection: ServiceConnection) {
    this.#connection = connection
  }

  async *answer(request: ImageRequest, attempt: Attempt): AsyncIterable<AnswerEvent> {
    // Before anything is reserved or recorded as sent.
    getKeyedAccount(this.#connection)
    const { endpoint, body: asked } = await buildCall(request, attempt)
    const call = { endpoint, body: await encodeJson(asked, attempt.signal) }
    await attempt.willSend()
    attempt.mayHaveLeft(false)
    const account = getKeyedAccount(this.#connection)
    const job = await submit(this.#connection, account, call, attempt)
    attempt.hasAnswered({ status: 200, requestId: job.requestId })
    await attempt.hasHandle(toHandle(job))
    yield* this.#follow(request, { job, account, attempt })
  }

  async *resume(request: ImageRequest, handle: JobHandle, attempt: Attempt): AsyncIterable<AnswerEvent> {
    const account = this.#findAccount()
    const job = findJob(handle, account.baseUrl)
    if (!job) throw new FailureError({ code: 'run-lost', charge: 'unknown', at: Date.now() })
    yield* this.#follow(request, { job, account, attempt })
  }

  async *decode(
    _request: ImageRequest,
    kept: AsyncIterable<Uint8Array>,
    allowed: readonly string[] = [],
  ): AsyncIterable<AnswerEvent> {
    const pieces: Uint8Array[] = []
    for await (const piece of kept) pieces.push(piece)
    yield* decodeResult(Buffer.concat(pieces), (url) => this.#fetchImage(url, allowed))
  }

  openBills(): Bills | undefined {
    const account = this.#connection.account()
    if ('problem' in account) return undefined
    const { key, listUrl } = account
    if (key === undefined || listUrl === undefined || key === this.#refusedKey) return undefined
    return new FalBills(this.#connection, { key, listUrl }, () => (this.#refusedKey = key))
  }

  async *#follow(
    { options: { count } }: ImageRequest,
    { job, account: { key }, attempt }: { job: Job; account: KeyedAccount; attempt: Attempt },
  ): AsyncGenerator<AnswerEvent> {
    const result = await followJob({ job, key, connection: this.#connection, attempt, count })
    await attempt.keep(result)
    // Also after Stop, since it was paid for.
    yield* decodeResult(result, (url) => this.#fetchImage(url))
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

  /** Images have public addresses, so no key is sent. */
  #fetchImage(url: string, allowed: readonly string[] = []): ReturnType<typeof fetchRemoteImage> {
    const { fetch, isProxied, account: getAccount } = this.#connection
    const account = getAccount()
    const { baseUrl } = 'problem' in account ? { baseUrl: undefined } : account
    return fetchRemoteImage(url, {
      fetch,
      isProxied,
      allowed,
      ...(baseUrl !== undefined && { baseUrl, isLocal: isLocal(baseUrl) }),
    })
  }
}
