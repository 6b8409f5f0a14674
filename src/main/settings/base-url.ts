/** Parses a service's typed or configured address into its one spelling, or says why no key may be sent there. */
import type { AddressProblem } from '@shared/address-problem'
import { findKeyOwner } from '@shared/key-shapes'
import { isOwnHost } from '../network/private-address'

export type ReadAddress = { readonly address: string } | { readonly problem: AddressProblem }

/** Quotes and invisible characters come from shells, `.env` files and web pages. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}]/gu
const AROUND = /^[\s"'`“”‘’<>]+|[\s"'`“”‘’<>]+$/gu
/** Trailing slashes and endpoints: people copy an endpoint's address where the API's address is requested. */
const SURPLUS =
  /(?:\/api\/(?:generate|chat|tags|show|embed|embeddings))$|(?:\/(?:images(?:\/(?:generations|edits|variations))?|chat(?:\/completions)?|completions|responses|models|embeddings)?)+$/

/** `ANY_BASE_URL=https://…`, copied as a whole. */
const VARIABLE = /^(?:(?:export|set|setx)\s+)?[A-Z][A-Z\d_]{2,60}\s*=\s*(?=\S)/
/** What a host is made of, once the platform has read it. Braces and dollar signs are names of variables. */
const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])$/

/** Parameters of a query that hold a secret. Keys are encrypted and tied to their server; an address is neither. */
const SECRET_NAME = /key|token|secret|passw|auth|credential|^(?:code|pwd|sig)$|signature/i

/** Empty, or only quotes and white space: as good as not set. */
export function isBlankAddress(text: string | undefined): boolean {
  return clean(text ?? '') === ''
}

/**
 * Returns the address without a trailing slash, with its query where it has one. Allows `https:`, and `http:` for this computer or a private network.
 * Strangers could read or change anything else on the way.
 */
export function readBaseUrl(text: string): ReadAddress {
  const cleaned = clean(clean(text).replace(VARIABLE, ''))
  // The platform takes the first part of the path for the host.
  if (/^\w+:\/{3,}/.test(cleaned)) return { problem: 'not-an-address' }
  let url: URL
  try {
    url = new URL(cleaned)
  } catch {
    return { problem: hasNoScheme(cleaned) ? 'no-scheme' : 'not-an-address' }
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return { problem: hasNoScheme(cleaned) ? 'no-scheme' : 'not-an-address' }
  }
  // Two addresses, one behind the other.
  if (!HOST.test(url.hostname) || /[,;\s]https?:/i.test(decodePath(url))) return { problem: 'not-an-address' }
  if (url.username || url.password || url.hash || hasSecret(url)) return { problem: 'has-extras' }
  if (url.protocol === 'http:' && !isOwnHost(url.hostname)) return { problem: 'unencrypted' }
  return { address: `${url.origin}${url.pathname.replace(SURPLUS, '')}${url.search}` }
}

/** The address, or undefined if `readBaseUrl` finds a problem. */
export function parseBaseUrl(text: string): string | undefined {
  const read = readBaseUrl(text)
  return 'address' in read ? read.address : undefined
}

/** The address with `http://` in the user's own network and `https://` elsewhere, where that is all that it lacks. */
export function addScheme(text: string): string | undefined {
  const cleaned = clean(text)
  if (!hasNoScheme(cleaned)) return undefined
  return parseBaseUrl(`http://${cleaned}`) ?? parseBaseUrl(`https://${cleaned}`)
}

/** The address of something below the API's own: `/v1?version=x` and `/models` make `/v1/models?version=x`. */
export function appendPath(baseUrl: string, path: string): string {
  const [base = '', query] = baseUrl.split('?')
  return `${base}${path}${query === undefined ? '' : `${path.includes('?') ? '&' : '?'}${query}`}`
}

/** Whether the path names a version of the API, as `/v1` and `/api/v3` do. */
export function hasVersion(baseUrl: string): boolean {
  return /\/v\d+(?:[a-z]+\d*)?(?:\/|$)/i.test(new URL(baseUrl).pathname)
}

/** The origin that a key is tied to. */
export function readOrigin(baseUrl: string): string {
  return new URL(baseUrl).origin
}

function hasSecret({ searchParams, pathname }: URL): boolean {
  return (
    [...searchParams].some(([name, value]) => SECRET_NAME.test(name) || findKeyOwner(value) !== undefined) ||
    pathname.split('/').some((part) => part.length > 12 && findKeyOwner(part) !== undefined)
  )
}

function decodePath({ pathname }: URL): string {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return pathname
  }
}

function clean(text: string): string {
  return text.replace(INVISIBLE, '').replace(AROUND, '')
}

/** The platform reads `localhost:8080/v1` as an address with the scheme "localhost:". */
function hasNoScheme(text: string): boolean {
  return /^(?:[\w-]+(?:\.[\w-]+)*|\[[\da-f:.]+\])(?::\d{1,5})?(?:\/\S*)?$/i.test(text)
}
