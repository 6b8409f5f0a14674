/** The address of a service, as it was typed or set, in its one spelling; or why no key may be sent there. */
import type { AddressProblem } from '@shared/settings'
import { isOwnHost } from '../network/private-address'

export type ReadAddress = { readonly address: string } | { readonly problem: AddressProblem }

/** Quotes and invisible characters come along from shells, `.env` files and web pages. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}]/gu
const AROUND = /^[\s"'`“”‘’<>]+|[\s"'`“”‘’<>]+$/gu
/** Slashes at the end, and calls: people copy the address of one where the address of the API is asked for. */
const SURPLUS = /(?:\/(?:images\/(?:generations|edits)|chat\/completions|completions|responses|models)?)+$/

/** Empty, or nothing but quotes and white space: as good as not set. */
export function isBlankAddress(text: string | undefined): boolean {
  return clean(text ?? '') === ''
}

/**
 * The address without trailing slash. `https:`, or `http:` to this computer or a private network; anything else could
 * be read, or changed, by strangers on the way.
 */
export function readBaseUrl(text: string): ReadAddress {
  const cleaned = clean(text)
  let url: URL
  try {
    url = new URL(cleaned)
  } catch {
    return { problem: hasNoScheme(cleaned) ? 'no-scheme' : 'not-an-address' }
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return { problem: hasNoScheme(cleaned) ? 'no-scheme' : 'not-an-address' }
  }
  if (url.username || url.password || url.search || url.hash) return { problem: 'has-extras' }
  if (url.protocol === 'http:' && !isOwnHost(url.hostname)) return { problem: 'unencrypted' }
  return { address: `${url.origin}${url.pathname.replace(SURPLUS, '')}` }
}

/** The address, or undefined where `readBaseUrl` has a problem with it. */
export function parseBaseUrl(text: string): string | undefined {
  const read = readBaseUrl(text)
  return 'address' in read ? read.address : undefined
}

/** What a key is bound to. */
export function originOf(baseUrl: string): string {
  return new URL(baseUrl).origin
}

function clean(text: string): string {
  return text.replace(INVISIBLE, '').replace(AROUND, '')
}

/** `localhost:8080/v1` is read by the platform as an address of the scheme "localhost:". */
function hasNoScheme(text: string): boolean {
  return /^(?:[\w-]+(?:\.[\w-]+)*|\[[\da-f:.]+\])(?::\d{1,5})?(?:\/\S*)?$/i.test(text)
}
