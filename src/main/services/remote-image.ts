/**
 * Downloads an image that a service gives by address instead of sending it. Such addresses expire, so this happens
 * right away. They come from the service, so they must not reach the user's own network.
 */
import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { OUT_OF_REACH } from '../network/guarded-lookup'
import { isOwnHost, isPublicAddress } from '../network/private-address'
import type { DepartingInit } from './departure'
import { listCauses } from './network-failure'

export interface RemoteImageParts {
  readonly fetch: typeof globalThis.fetch
  /** Whether a proxy connects to this address for us, and so resolves its name. Absent: never. */
  readonly isProxied?: ((url: string) => Promise<boolean>) | undefined
  /**
   * The service's own address, and the base for relative addresses. Its origin may be anywhere. Absent if there is no
   * service.
   */
  readonly baseUrl?: string
  /**
   * Whether the service runs on this computer. Its images may be at any web address, including in the user's network.
   */
  readonly isLocal?: boolean
  /** Other origins that the user agreed to, anywhere. */
  readonly allowed?: readonly string[]
  /** Sent only to the service's own origin. */
  readonly key?: string
  readonly signal?: AbortSignal
  /** Returns all addresses of a host name. Replaced in tests. */
  readonly resolveHost?: (host: string) => Promise<readonly string[]>
}

/** In bytes. A 4K PNG has about 20 MB. */
const MAX_BYTES = 64 * 1024 * 1024
/** Long enough for such an image over a slow connection. */
const DEADLINE_MS = 5 * 60_000

export type FetchedImage =
  | { readonly bytes: Buffer }
  /** `refused`: the address needs the user's consent. `unreachable`: it returned no bytes. */
  | {
      readonly address: string
      readonly reason: 'refused' | 'unreachable'
      /** The status from the file's server, if it responded. */
      readonly status?: number
    }

/** Storage services use one or two. */
const MOST_REDIRECTS = 5

/** Never rejects. */
export async function fetchRemoteImage(address: string, parts: RemoteImageParts): Promise<FetchedImage> {
  let url: URL
  try {
    url = new URL(address, parts.baseUrl)
  } catch {
    return { address, reason: 'unreachable' }
  }
  const failed = (reason: 'refused' | 'unreachable', at = url): FetchedImage => ({ address: at.href, reason })
  let next = url
  try {
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      const isOwn = parts.baseUrl !== undefined && next.origin === new URL(parts.baseUrl).origin
      const isAllowed = isOwn || (isWeb(next) && (parts.isLocal || parts.allowed?.includes(next.origin)))
      // In a chain of redirects, report the hop that needs consent.
      if (!isAllowed && !(await isPublic(next, parts))) return failed('refused', next)
      const how: DepartingInit = {
        redirect: 'manual',
        // The name may resolve to another address when connecting.
        isPublicOnly: !isAllowed,
        headers: isOwn && parts.key !== undefined ? { authorization: `Bearer ${parts.key}` } : {},
        signal: AbortSignal.any([AbortSignal.timeout(DEADLINE_MS), ...(parts.signal ? [parts.signal] : [])]),
      }
      const response = await parts.fetch(next.href, how)
      const location = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null
      if (location === null) {
        const bytes = response.ok && response.body ? await readUpTo(response.body, MAX_BYTES) : undefined
        if (bytes) return { bytes }
        return { ...failed('unreachable'), ...(!response.ok && { status: response.status }) }
      }
      await response.body?.cancel()
      next = new URL(location, next)
    }
    return failed('unreachable')
  } catch (error) {
    const isRefused = listCauses(error).some(({ code }) => code === OUT_OF_REACH.public)
    return isRefused ? failed('refused', next) : failed('unreachable')
  }
}

/** Other schemes share one origin, `null`. */
function isWeb({ protocol }: URL): boolean {
  return protocol === 'https:' || protocol === 'http:'
}

async function isPublic(
  url: URL,
  { resolveHost = resolveAll, isProxied }: Pick<RemoteImageParts, 'resolveHost' | 'isProxied'>,
): Promise<boolean> {
  if (url.protocol !== 'https:' || url.username || url.password) return false
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host)) return isPublicAddress(host)
  const addresses = await resolveHost(host).catch(async (error: unknown) => {
    // With a proxy, many networks only resolve their own names. An unknown name is outside.
    if (!isOwnHost(host) && (await isProxied?.(url.href))) return undefined
    throw error
  })
  return addresses === undefined || (addresses.length > 0 && addresses.every(isPublicAddress))
}

async function resolveAll(host: string): Promise<string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address)
}

async function readUpTo(body: ReadableStream<Uint8Array>, most: number): Promise<Buffer | undefined> {
  const reader = body.getReader()
  const pieces: Uint8Array[] = []
  let total = 0
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    total += piece.value.byteLength
    if (total > most) {
      await reader.cancel()
      return undefined
    }
    pieces.push(piece.value)
  }
  return Buffer.concat(pieces)
}
