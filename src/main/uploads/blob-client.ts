/** Uploads to Vercel Blob through its SDK, with one attempt per call. The outbox handles retries. */
import type * as blobSdk from '@vercel/blob'
import type { BlobAccess, SettingsView } from '@shared/settings'
import type { UploadProblem } from '@shared/answer'
import { isBlankAddress, readBaseUrl, type ReadAddress } from '../settings/base-url'

export interface BlobAccount {
  readonly token: string
  readonly access: BlobAccess
}

export class UploadFailure extends Error {
  readonly problem: UploadProblem
  /** How long the store asked to wait, in milliseconds. Finite, but possibly absurd. */
  readonly retryAfterMs: number | undefined

  constructor(problem: UploadProblem, { cause, retryAfterMs }: ErrorOptions & Partial<UploadFailure> = {}) {
    super(problem, { cause })
    this.name = 'UploadFailure'
    this.problem = problem
    this.retryAfterMs = Number.isFinite(retryAfterMs) ? retryAfterMs : undefined
  }
}

/** An upload is aborted after this time plus what a slow connection (32 kB/s) needs for its bytes. */
const DEADLINE_MS = 60_000
const SLOWEST_BYTES_PER_MS = 32

type Sdk = typeof blobSdk

export interface BlobClientOptions {
  /**
   * Called before each request, to configure proxies and certificates in undici: the SDK always uses undici's own
   * `fetch`.
   */
  readonly prepareNetwork?: () => Promise<void>
  readonly deadlineMs?: number
}

export class BlobClient {
  readonly #deadlineMs: number
  readonly #prepareNetwork: () => Promise<void>
  #sdk: Promise<Sdk> | undefined

  constructor({ prepareNetwork = async () => undefined, deadlineMs = DEADLINE_MS }: BlobClientOptions = {}) {
    this.#prepareNetwork = prepareNetwork
    this.#deadlineMs = deadlineMs
  }

  /**
   * Uploads the bytes and resolves with their public or private address. Rejects with `UploadFailure`. The name
   * identifies the content: if the store already has a file with this name, it counts as uploaded.
   */
  async put(account: BlobAccount, pathname: string, bytes: Buffer, contentType: string): Promise<string> {
    const sdk = await this.#load()
    const { token, access } = account
    return this.#once(sdk, this.#deadlineMs + bytes.byteLength / SLOWEST_BYTES_PER_MS, async (abortSignal) => {
      // Uploading the same name again replaces the same bytes, so an upload whose response was lost can be repeated.
      const options = { access, token, contentType, addRandomSuffix: false, allowOverwrite: true, abortSignal }
      const { url } = await sdk.put(pathname, bytes, options).catch((error: unknown) => {
        if (!isAlreadyThere(error)) throw error
        return sdk.head(pathname, { token, abortSignal })
      })
      return checkedUrl(url, pathname)
    })
  }

  /** Deletes a file. Succeeds if it doesn't exist; rejects with `UploadFailure`. */
  async remove(account: BlobAccount, pathname: string): Promise<void> {
    const sdk = await this.#load()
    await this.#once(sdk, this.#deadlineMs, (abortSignal) => sdk.del(pathname, { token: account.token, abortSignal }))
  }

  async #once<T>(sdk: Sdk, deadlineMs: number, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
    // The SDK ignores AbortSignal.timeout(), but respects a controller.
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

  async #load(): Promise<Sdk> {
    settleApiAddress(process.env)
    // The SDK reads this at each call. Its own ten retries would block a slot for half an hour.
    process.env['VERCEL_BLOB_RETRIES'] = '0'
    await this.#prepareNetwork()
    return (this.#sdk ??= import('@vercel/blob'))
  }
}

/** In the order in which the SDK reads them at each call. The first that isn't empty applies. */
const API_VARIABLES = ['VERCEL_BLOB_API_URL', 'NEXT_PUBLIC_VERCEL_BLOB_API_URL'] as const

/**
 * Normalizes the address in the environment. Throws if it can't be used: the token is for that server, and must neither
 * go to Vercel instead nor be sent unencrypted over the internet.
 */
function settleApiAddress(environment: NodeJS.ProcessEnv): void {
  for (const name of API_VARIABLES) {
    const text = environment[name]
    if (text === undefined) continue
    if (isBlankAddress(text)) {
      delete environment[name]
      continue
    }
    const read = readWithoutQuery(text)
    if ('problem' in read) throw new UploadFailure('address-unusable', { cause: new Error(`${name}: ${read.problem}`) })
    environment[name] = read.address
    return
  }
}

/** Rejects a query, because the SDK appends paths to the address. */
function readWithoutQuery(text: string): ReadAddress {
  const read = readBaseUrl(text)
  return 'address' in read && read.address.includes('?') ? { problem: 'has-extras' } : read
}

/**
 * Whether the file already exists. A store that forbids overwriting reports that as a generic error, so only its text
 * tells.
 */
function isAlreadyThere(error: unknown): boolean {
  return error instanceof Error && /already exists/i.test(error.message)
}

/** Classifies an SDK error. All the SDK's classes are named "Error", so only `instanceof` tells them apart. */
function toUploadFailure(sdk: Sdk, cause: unknown): UploadFailure {
  if (cause instanceof UploadFailure) return cause
  const fail = (problem: UploadProblem, facts: Partial<UploadFailure> = {}): UploadFailure =>
    new UploadFailure(problem, { cause, ...facts })

  // The SDK only reads seconds. A date becomes NaN, which counts as no time given.
  if (cause instanceof sdk.BlobServiceRateLimited) return fail('busy', { retryAfterMs: cause.retryAfter * 1000 })
  if (cause instanceof sdk.BlobStoreSuspendedError) return fail('suspended')
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
 * Checks the address in the store's response: https (or http from a loopback server in `VERCEL_BLOB_API_URL`), ending
 * with our own path. Anything else came from another server and must not be recorded as uploaded.
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
