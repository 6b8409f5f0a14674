/**
 * Creates the failure of a call that ended without an answer: never sent, cut off, or too slow. The same for every
 * service.
 */
import { FailureError, type Failure, type FailureCode } from '@shared/failure'
import { OUT_OF_REACH } from '../network/guarded-lookup'
import { judgeCharge } from './charge'
import type { Departure } from './departure'
import { listCauses, isCertificateFailure } from './network-failure'
import { findProxyFailure } from './proxy-failure'

export interface BrokenCall {
  /** Whether our own deadline ended it. */
  readonly timedOut: boolean
  /** How far the request got. */
  readonly departure: Departure
  readonly requestId?: string
}

export function toNetworkFailure(error: unknown, { timedOut, departure, requestId }: BrokenCall): FailureError {
  const fail = (code: FailureCode, mayHaveArrived: boolean, facts: Partial<Failure> = {}): FailureError =>
    new FailureError(
      { code, charge: judgeCharge({ mayHaveArrived }), at: Date.now(), ...(requestId && { requestId }), ...facts },
      { cause: error },
    )
  if (!departure.mayHaveArrived(error)) {
    const { code, ...facts } = findReasonNotSent(error, departure)
    return fail(code, false, facts)
  }
  return fail(timedOut ? 'timed-out' : 'connection-lost', true)
}

/** Finds out what kept the first byte of a request from leaving. */
function findReasonNotSent(error: unknown, { isBuilding }: Departure): Pick<Failure, 'code' | 'proxy' | 'status'> {
  const causes = listCauses(error)
  const found = findProxyFailure(error)
  if (found) {
    const { problem, proxy, status } = found
    return { code: `proxy-${problem}`, ...(proxy !== undefined && { proxy }), ...(status !== undefined && { status }) }
  }
  if (isBuilding) return { code: causes.some(isHeaderError) ? 'key-unusable' : 'internal-error' }
  if (causes.some(isHeaderError)) return { code: 'key-unusable' }
  if (causes.some(({ code }) => code === OUT_OF_REACH.own)) return { code: 'address-unusable' }
  return { code: isCertificateFailure(error) ? 'certificate-untrusted' : 'never-connected' }
}

/** Matches the errors of `Headers`, undici and Node's own HTTP. The key is the only header with user content. */
function isHeaderError({ code, message }: Record<string, unknown>): boolean {
  if (code === 'ERR_INVALID_CHAR' || code === 'ERR_HTTP_INVALID_HEADER_VALUE') return true
  return /invalid (?:[\w-]+ )?header|header value|ByteString/i.test(String(message))
}
