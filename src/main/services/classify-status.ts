import type { FailureCode } from '@shared/failure'

/** What a status means for any service. Services with more detail check their own table first. */
const BY_STATUS: Readonly<Record<number, FailureCode>> = {
  401: 'key-rejected',
  402: 'credit-exhausted',
  403: 'access-denied',
  404: 'address-wrong',
  405: 'address-wrong',
  406: 'request-unsupported',
  407: 'not-an-api',
  408: 'timed-out',
  409: 'provider-busy',
  410: 'address-wrong',
  413: 'request-too-large',
  414: 'request-too-large',
  415: 'request-unsupported',
  423: 'provider-busy',
  425: 'provider-busy',
  429: 'rate-limited',
  431: 'request-too-large',
  451: 'country-unsupported',
  501: 'request-unsupported',
  505: 'request-unsupported',
  511: 'not-an-api',
  529: 'provider-busy',
}

/** Returns the failure code for an unsuccessful response. `isPage`: its body is a web page. */
export function classifyStatus(status: number, isPage: boolean): FailureCode {
  if (status >= 300 && status < 400) return 'redirect-refused'
  // An API doesn't refuse with a web page; something in between does.
  if (status === 403 && isPage) return 'not-an-api'
  return BY_STATUS[status] ?? (status >= 500 ? 'provider-down' : 'request-refused')
}
