/** Parses a service's typed or configured address into its canonical form, or says why no key may be sent there. */
import type { AddressProblem } from '@shared/address-problem'
import { findKeyOwner } from '@shared/key-shapes'
import { isOwnHost } from '../network/private-address'

export type ReadAddress = { readonly address: string } | { readonly problem: AddressProblem }

/** Quotes and invisible characters come from shells, `.env` files and web pages. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}]/gu
const AROUND = /^[\s"'`“”‘’<>]+|[\s"'`“”‘’<>]+$/gu
/** Trailing slashes and endpoints: users paste an endpoint's address in place of the API's. */
const SURPLUS =
  /(?:\/api\/(?:generate|chat|tags|show|embed|embeddings))$|(?:\/(?:images(?:\/(?:generations|edits|variations))?|chat(?:\/completions)?|completions|responses|models|embeddings)?)+$/

/** `ANY_BASE_URL=https://…`, copied as a whole. */
const VARIABLE = /^(?:(?:export|set|setx)\s+)?[A-Z][A-Z\d_]{2,60}\s*=\s*(?=\S)/
/** What a parsed host consists of. Braces and dollar signs are unexpanded variables. */
const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])$/

/** Query parameters that contain a secret. Keys are encrypted and tied to their server, but addresses aren't. */
const SECRET_NAME = /key|token|secret|passw|auth|credential|^(?:code|pwd|sig)$|signature/i

/** Whether an address is empty or only quotes and white space, which counts as not set. */
export function isBlankAddress(text: string | undefined): boolean {
  return clean(text ?? '') === ''
}

/**
 * Returns the address without a trailing slash, including any query. Allows `https:`, and `http:` only for this
 * computer or a private network, since strangers could read or change anything else on the way.
 */
export function readBaseUrl(text: string): ReadAddress {
  const cleaned = clean(clean(text).replace(VARIABLE, ''))
  // The platform would take the first part of the path as the host.
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
  // Two addresses pasted one after another.
  if (!HOST.test(url.hostname) || /[,;\s]https?:/i.test(decodePath(url))) return { problem: 'not-an-address' }
  if (url.username || url.password || url.hash || hasSecret(url)) return { problem: 'has-extras' }
  if (url.protocol === 'http:' && !isOwnHost(url.hostname)) return { problem: 'unencrypted' }
  return { address: `${url.origin}${url.pathname.replace(SURPLUS, '')}${url.search}` }
}

/** Returns the address, or undefined if `readBaseUrl` finds a problem. */
export function parseBaseUrl(text: string): string | undefined {
  const read = readBaseUrl(text)
  return 'address' in read ? read.address : undefined
}

/** Adds `http://` in the user's own network and `https://` elsewhere, if only the scheme is missing. */
export function addScheme(text: string): string | undefined {
  const cleaned = clean(text)
  if (!hasNoScheme(cleaned)) return undefined
  return parseBaseUrl(`http://${cleaned}`) ?? parseBaseUrl(`https://${cleaned}`)
}

/** Appends a path to the API's address: `/v1?version=x` and `/models` make `/v1/models?version=x`. */
export function appendPath(baseUrl: string, path: string): string {
  const [base = '', query] = baseUrl.split('?')
  return `${base}${path}${query === undefined ? '' : `${path.includes('?') ? '&' : '?'}${query}`}`
}

/** Whether the path contains an API version, like `/v1` or `/api/v3`. */
export function hasVersion(baseUrl: string): boolean {
  return /\/v\d+(?:[a-z]+\d*)?(?:\/|$)/i.test(new URL(baseUrl).pathname)
}

/** Returns the origin that a key is tied to. */
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

/** The platform parses `localhost:8080/v1` as an address with the scheme "localhost:". */
function hasNoScheme(text: string): boolean {
  return /^(?:[\w-]+(?:\.[\w-]+)*|\[[\da-f:.]+\])(?::\d{1,5})?(?:\/\S*)?$/i.test(text)
}
