/** Vercel Blob through its SDK, one try per call: repetition belongs to the outbox. */
import type * as blobSdk from '@vercel/blob'
import type { BlobAccess, SettingsView } from '@shared/settings'
import type { UploadProblem } from '@shared/run'

export interface BlobAccount {
  readonly token: string
  readonly access: BlobAccess
}

export class UploadFailure extends Error {
  readonly problem: UploadProblem
  /** How long the store asked to wait, milliseconds; a finite number, but not yet a sensible one. */
  readonly retryAfterMs: number | undefined
  /** Refused because the store is suspended: another token will not help. */
  readonly isSuspended: boolean

  constructor(
    problem: UploadProblem,
    { cause, retryAfterMs, isSuspended = false }: ErrorOptions & Partial<UploadFailure> = {},
  ) {
    super(problem, { cause })
    this.name = 'UploadFailure'
    this.problem = problem
    this.retryAfterMs = Number.isFinite(retryAfterMs) ? retryAfterMs : undefined
    this.isSuspended = isSuspended
  }
}

/** A stalled upload is given up after this and what a slow line (32 kB/s) needs for the bytes. */
const DEADLINE_MS = 60_000
const SLOWEST_BYTES_PER_MS = 32

type Sdk = typeof blobSdk

export class BlobClient {
  readonly #deadlineMs: number
  #sdk: Promise<Sdk> | undefined

  constructor({ deadlineMs = DEADLINE_MS }: { readonly deadlineMs?: number } = {}) {
    this.#deadlineMs = deadlineMs
  }

  /**
   * Resolves with the public (or private) address of the stored bytes; rejects with `UploadFailure`. The name stands
   * for its content: what is already stored under it counts as stored by us.
   */
  async put(account: BlobAccount, pathname: string, bytes: Buffer, contentType: string): Promise<string> {
    const sdk = await this.#load()
    const { token, access } = account
    return this.#once(sdk, this.#deadlineMs + bytes.byteLength / SLOWEST_BYTES_PER_MS, async (abortSignal) => {
      // The same name again replaces the same bytes: an upload whose answer was lost heals by being repeated.
      const options = { access, token, contentType, addRandomSuffix: false, allowOverwrite: true, abortSignal }
      const { url } = await sdk.put(pathname, bytes, options).catch((error: unknown) => {
        if (!isAlreadyThere(error)) throw error
        return sdk.head(pathname, { token, abortSignal })
      })
      return checkedUrl(url, pathname)
    })
  }

  /** Rejects with `UploadFailure`; what is not there counts as removed. */
  async remove(account: BlobAccount, pathname: string): Promise<void> {
    const sdk = await this.#load()
    await this.#once(sdk, this.#deadlineMs, (abortSignal) => sdk.del(pathname, { token: account.token, abortSignal }))
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

/** A store that forbids overwriting says so in a plain error: only its text tells. */
function isAlreadyThere(error: unknown): boolean {
  return error instanceof Error && /already exists/i.test(error.message)
}

/** The SDK's classes all carry the name "Error", so only `instanceof` tells them apart. */
function toUploadFailure(sdk: Sdk, cause: unknown): UploadFailure {
  if (cause instanceof UploadFailure) return cause
  const fail = (problem: UploadProblem, facts: Partial<UploadFailure> = {}): UploadFailure =>
    new UploadFailure(problem, { cause, ...facts })

  // The SDK reads seconds only: a date becomes NaN, which counts as not told.
  if (cause instanceof sdk.BlobServiceRateLimited) return fail('busy', { retryAfterMs: cause.retryAfter * 1000 })
  if (cause instanceof sdk.BlobStoreSuspendedError) return fail('refused', { isSuspended: true })
  if (cause instanceof sdk.BlobAccessError || cause instanceof sdk.BlobStoreNotFoundError) return fail('refused')
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
  const url = parseUrl(String(text))
  const isSecure = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url) && isLoopback(standIn()))
  if (!url || !isSecure || !url.pathname.endsWith(`/${encodeURI(pathname)}`)) throw new UploadFailure('store-failed')
  return url.href
}

function standIn(): URL | undefined {
  return parseUrl(process.env['VERCEL_BLOB_API_URL'] ?? '')
}

function isLoopback(url: URL | undefined): boolean {
  return url !== undefined && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname)
}

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}

export type BlobAccountSource = () => {
  readonly token?: string
  readonly access: SettingsView['settings']['blobAccess']
}
