import { isIP } from 'node:net'

/**
 * The address in its one spelling (no trailing slash, no query), or undefined when no key may be sent there: `https:`,
 * or `http:` to this machine or a private network (RFC 1918, link-local, `.local`).
 */
export function parseBaseUrl(text: string): string | undefined {
  let url: URL
  try {
    url = new URL(text.trim())
  } catch {
    return undefined
  }
  if (url.username || url.password || url.search || url.hash) return undefined
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isNear(url.hostname))) return undefined
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`
}

/** What a key is bound to. */
export function originOf(baseUrl: string): string {
  return new URL(baseUrl).origin
}

function isNear(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '')
  if (host === 'localhost' || host.endsWith('.localhost') || host.endsWith('.local')) return true
  if (isIP(host) === 6) return host === '::1' || /^f[cd]|^fe80/i.test(host)
  if (isIP(host) !== 4) return false
  return /^(127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.)/.test(host)
}
