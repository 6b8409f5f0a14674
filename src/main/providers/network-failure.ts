/** Tells, from the error of a failed fetch, whether the request can have reached the service. */

/** Raised before a connection stands: by name look-up, by connecting, or by the TLS handshake. */
const BEFORE_CONNECTION = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])

interface SystemError {
  readonly code?: unknown
  readonly syscall?: unknown
  readonly cause?: unknown
  readonly errors?: unknown
}

/** True when the error proves that no connection was made, so that nothing can have been billed. */
export function neverConnected(error: unknown): boolean {
  for (let current = error, depth = 0; isObject(current) && depth < 6; current = current.cause, depth += 1) {
    if (typeof current.code === 'string' && (BEFORE_CONNECTION.has(current.code) || isTlsHandshake(current.code)))
      return true
    if (current.syscall === 'connect' || current.syscall === 'getaddrinfo') return true
    // Trying several addresses of one host gives all their errors at once.
    if (Array.isArray(current.errors) && current.errors.length > 0) return current.errors.every(neverConnected)
  }
  return false
}

function isTlsHandshake(code: string): boolean {
  return code.startsWith('ERR_SSL_') && code !== 'ERR_SSL_BAD_RECORD_TYPE'
}

function isObject(value: unknown): value is SystemError {
  return typeof value === 'object' && value !== null
}
