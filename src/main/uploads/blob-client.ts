/** Vercel Blob through its SDK, one try per call: repetition belongs to the outbox. */
import type { BlobAccess, SettingsView } from '@shared/settings'
import type { UploadProblem } from '@shared/run'

export interface BlobAccount {
  readonly token: string
  readonly access: BlobAccess
}

export class UploadFailure extends Error {
  readonly problem: UploadProblem
  /** How long the store asked to wait, milliseconds. */
  readonly retryAfterMs: number | undefined

  constructor(problem: UploadProblem, options?: ErrorOptions & { readonly retryAfterMs?: number }) {
    super(problem, options)
    this.name = 'UploadFailure'
    this.problem = problem
    this.retryAfterMs = options?.retryAfterMs
  }
}

/** A stalled upload is given up after this and what a slow line (32 kB/s) needs for the bytes. */
const DEADLINE_MS = 60_000
const SLOWEST_BYTES_PER_MS = 32

type Sdk = typeof import('@vercel/blob')

export class BlobClient {
  #sdk: Promise<Sdk> | undefined

  /** Resolves with the public (or private) address of the stored bytes; rejects with `UploadFailure`. */
  async put(account: BlobAccount, pathname: string, bytes: Buffer, contentType: string): Promise<string> {
    const sdk = await this.#load()
    return this.#once(sdk, DEADLINE_MS + bytes.byteLength / SLOWEST_BYTES_PER_MS, async (abortSignal) => {
      const { url } = await sdk.put(pathname, bytes, {
        access: account.access,
        token: account.token,
        contentType,
        // The same name again replaces the same bytes: an upload whose answer was lost heals by being repeated.
        addRandomSuffix: false,
        allowOverwrite: true,
        abortSignal,
      })
      return checkedUrl(url, pathname)
    })
  }

  /** Rejects with `UploadFailure`; what is not there counts as removed. */
  async remove(account: BlobAccount, pathname: string): Promise<void> {
    const sdk = await this.#load()
    await this.#once(sdk, DEADLINE_MS, (abortSignal) => sdk.del(pathname, { token: account.token, abortSignal }))
  }

  async #once<T>(sdk: Sdk, deadlineMs: number, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
    // The SDK ignores AbortSignal.timeout(), a controller it obeys.
    const controller = new AbortController()
    const timer = setTimeout(() => controller.abort(), deadlineMs)
    try {
      return await call(controller.signal)
    } catch (error) {
      throw toUploadFailure(sdk, error)
    } finally {
      clearTimeout(timer)
    }
  }

  #load(): Promise<Sdk> {
    // Read by the SDK at each call; its own ten retries would block a slot for half an hour.
    process.env['VERCEL_BLOB_RETRIES'] = '0'
    this.#sdk ??= import('@vercel/blob')
    return this.#sdk
  }
}

/** The SDK's classes all carry the name "Error", so only `instanceof` tells them apart. */
function toUploadFailure(sdk: Sdk, cause: unknown): UploadFailure {
  if (cause instanceof UploadFailure) return cause
  const fail = (problem: UploadProblem, retryAfterMs?: number): UploadFailure =>
    new UploadFailure(problem, { cause, ...(retryAfterMs !== undefined && { retryAfterMs }) })

  if (cause instanceof sdk.BlobServiceRateLimited) return fail('busy', cause.retryAfter * 1000)
  if (cause instanceof sdk.BlobAccessError || cause instanceof sdk.BlobStoreSuspendedError) return fail('refused')
  if (cause instanceof sdk.BlobStoreNotFoundError) return fail('refused')
  if (cause instanceof sdk.BlobServiceNotAvailable || cause instanceof sdk.BlobUnknownError) return fail('store-failed')
  if (cause instanceof sdk.BlobRequestAbortedError) return fail('unreachable')
  if (cause instanceof sdk.BlobError) {
    const text = cause.message.toLowerCase()
    if (text.includes('access') && (text.includes('private') || text.includes('public'))) return fail('wrong-access')
    return fail(text.includes('token') ? 'refused' : 'store-failed')
  }
  return fail('unreachable')
}

/**
 * The address as told, once it makes sense: https (or http from a loopback stand-in that `VERCEL_BLOB_API_URL` names)
 * and ending in our own path. Anything else is an answer from somebody else, and must not be recorded as uploaded.
 */
function checkedUrl(text: unknown, pathname: string): string {
  try {
    const url = new URL(String(text))
    const isLoopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname)
    const isSecure = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback)
    if (isSecure && decodeURIComponent(url.pathname).endsWith(`/${pathname}`)) return url.href
  } catch {
    // Not an address at all.
  }
  throw new UploadFailure('store-failed')
}

export type BlobAccountSource = () => {
  readonly token?: string
  readonly access: SettingsView['settings']['blobAccess']
}
