/** Determines from a failed fetch's error whether the request can have reached the service. */
import { isRecord } from './json'

/** Errors before a connection exists: name lookup, connecting, or TLS handshake. */
const BEFORE_CONNECTION = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EAI_NODATA',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_PRX_TLS',
])

/** OpenSSL's certificate errors (X509_V_ERR_…, as named by Node), and Node's own. */
const CERTIFICATE =
  /^(?:CERT_|CRL_|ERR_TLS_CERT_|DEPTH_ZERO_SELF_SIGNED_CERT$|SELF_SIGNED_CERT_IN_CHAIN$|UNABLE_TO_|INVALID_CA$|INVALID_PURPOSE$|PATH_LENGTH_EXCEEDED$|HOSTNAME_MISMATCH$|ERROR_IN_CERT_)/

/** Lists the error and its causes, up to a sensible depth. */
export function listCauses(error: unknown): readonly Record<string, unknown>[] {
  const causes: Record<string, unknown>[] = []
  for (let current = error; isRecord(current) && causes.length < 6; current = current['cause']) causes.push(current)
  return causes
}

/** True if the error proves that there was no connection, so nothing can have been billed. */
export function neverConnected(error: unknown): boolean {
  for (const { code, syscall, errors } of listCauses(error)) {
    if (typeof code === 'string' && (BEFORE_CONNECTION.has(code) || isTls(code))) return true
    if (syscall === 'connect' || syscall === 'getaddrinfo') return true
    // An attempt at several addresses of a host reports all their errors together.
    if (Array.isArray(errors) && errors.length > 0) return errors.every(neverConnected)
  }
  return false
}

/** Whether this computer doesn't trust the server's certificate for that name. */
export function isCertificateFailure(error: unknown): boolean {
  return listCauses(error).some(({ code }) => typeof code === 'string' && CERTIFICATE.test(code))
}

/** Whether connecting succeeded, but not the TLS handshake. */
export function isTlsFailure(error: unknown): boolean {
  return listCauses(error).some(({ code }) => typeof code === 'string' && isTls(code))
}

function isTls(code: string): boolean {
  if (CERTIFICATE.test(code) || code === 'ERR_TLS_HANDSHAKE_TIMEOUT') return true
  // An unreadable record may also come later.
  return code.startsWith('ERR_SSL_') && code !== 'ERR_SSL_BAD_RECORD_TYPE'
}
