/** Translates OpenAI's errors into failures, most specific first. Nothing of OpenAI's leaves this folder. */
import { FailureError, type Failure, type FailureCode } from '@shared/failure'
import type { ImageOptions } from '@shared/image-options'
import { APIConnectionTimeoutError, APIError } from 'openai'
import { chargeOf } from '../charge'
import { cleanProviderText } from '../clean-provider-text'
import { NOT_OWN_ADDRESS } from '../../network/own-lookup'
import type { Departure } from '../departure'
import { causesOf, isCertificateFailure } from '../network-failure'
import { ProxyFailure } from '../proxy-failure'
import { isRecord } from '../json'
import { retryAfterOf } from './retry-after'

/**
 * Codes of the error guide (2026). All 429 errors have the same type, so only the code tells a rate limit from a
 * missing credit.
 */
const BY_CODE: Readonly<Record<string, FailureCode>> = {
  moderation_blocked: 'prompt-refused',
  content_policy_violation: 'prompt-refused',
  image_content_policy_violation: 'prompt-refused',
  invalid_prompt: 'prompt-refused',
  billing_hard_limit_reached: 'quota-exhausted',
  insufficient_quota: 'quota-exhausted',
  credit_balance_exhausted: 'credit-exhausted',
  organization_spend_limit_exceeded: 'spend-limit-reached',
  project_spend_limit_exceeded: 'project-limit-reached',
  rate_limit_exceeded: 'rate-limited',
  invalid_api_key: 'key-rejected',
  unsupported_country_region_territory: 'country-unsupported',
  model_not_found: 'model-unavailable',
  server_is_overloaded: 'provider-busy',
  slow_down: 'provider-busy',
  server_error: 'provider-down',
}

/** Our names for the API's parameters that users choose. */
const OPTION_OF: Readonly<Record<string, keyof ImageOptions>> = {
  size: 'size',
  quality: 'quality',
  output_format: 'format',
  output_compression: 'compression',
  background: 'background',
  moderation: 'moderation',
  n: 'count',
  partial_images: 'previews',
}

/** How many category names to show, and how many characters of each. */
const MOST_CATEGORIES = 6
const LONGEST_CATEGORY = 40

export interface WireError {
  readonly status?: number
  readonly code?: string
  readonly message?: string
  readonly param?: string
  readonly requestId?: string
  readonly retryAfterMs?: number
  readonly stage?: NonNullable<Failure['stage']>
  readonly categories?: readonly string[]
  /** Whether something had been made before this error arrived (previews, text). */
  readonly workWasDone?: boolean
}

/** The failure for an error that the service itself reported. */
export function failureOfWire(error: WireError): Failure {
  const code = codeOf(error)
  const detail = cleanProviderText(error.message ?? '')
  const option = code === 'option-refused' ? OPTION_OF[error.param ?? ''] : undefined
  return {
    code,
    charge: chargeOf({
      mayHaveArrived: true,
      ...(error.status !== undefined && { status: error.status }),
      workWasDone: error.workWasDone === true || error.stage === 'output',
    }),
    at: Date.now(),
    ...(detail && { detail }),
    ...(error.requestId && { requestId: error.requestId }),
    ...(error.status !== undefined && { status: error.status }),
    ...(error.retryAfterMs !== undefined && { retryAfterMs: error.retryAfterMs }),
    ...(error.stage && { stage: error.stage }),
    ...(error.categories?.length && { categories: error.categories }),
    ...(option && { option }),
  }
}

function codeOf({ status, code, message = '', param = '' }: WireError): FailureCode {
  const known = code === undefined ? undefined : BY_CODE[code]
  if (known) return known
  if (status === undefined) return 'provider-down'
  if (status === 401) return 'key-rejected'
  if (status === 403) return refusalOf(message)
  if (status === 404) return 'model-unavailable'
  if (status === 408) return 'timed-out'
  if (status === 429) return 'rate-limited'
  if (status >= 500) return 'provider-down'
  if (status >= 300 && status < 400) return 'redirect-refused'
  return OPTION_OF[param] ? 'option-refused' : 'request-refused'
}

/** A 403 has no reliable code. */
function refusalOf(message: string): FailureCode {
  if (/verif/i.test(message)) return 'organisation-unverified'
  return /\b(?:country|region|territory)\b/i.test(message) ? 'country-unsupported' : 'access-denied'
}

export interface CallEnd {
  /** Whether our own deadline ended it. */
  readonly timedOut: boolean
  /** How far the request got. */
  readonly departure: Departure
  readonly requestId?: string
}

/** Turns whatever a call threw into a `FailureError`. */
export function toFailure(error: unknown, { timedOut, departure, requestId }: CallEnd): FailureError {
  if (error instanceof FailureError) return error
  const fail = (code: FailureCode, mayHaveArrived: boolean, facts: Partial<Failure> = {}): FailureError =>
    new FailureError(
      { code, charge: chargeOf({ mayHaveArrived }), at: Date.now(), ...(requestId && { requestId }), ...facts },
      { cause: error },
    )

  if (error instanceof APIError && error.status !== undefined) {
    return new FailureError(failureOfWire(wireErrorOf(error)), { cause: error })
  }
  if (!departure.mayHaveArrived(error)) {
    const { code, ...facts } = reasonNotSent(error, departure)
    return fail(code, false, facts)
  }
  return fail(timedOut || error instanceof APIConnectionTimeoutError ? 'timed-out' : 'connection-lost', true)
}

/** What kept the first byte of a request from leaving. */
function reasonNotSent(error: unknown, { isBuilding }: Departure): Pick<Failure, 'code' | 'proxy' | 'status'> {
  const causes = causesOf(error)
  const proxy = causes.find((cause) => cause instanceof ProxyFailure)
  if (proxy instanceof ProxyFailure) {
    const { status } = proxy
    return { code: `proxy-${proxy.problem}`, proxy: proxy.proxy, ...(status !== undefined && { status }) }
  }
  if (isBuilding) return { code: causes.some(isHeaderError) ? 'key-unusable' : 'internal-error' }
  if (causes.some(isHeaderError)) return { code: 'key-unusable' }
  if (causes.some(({ code }) => code === NOT_OWN_ADDRESS)) return { code: 'address-unusable' }
  return { code: isCertificateFailure(error) ? 'certificate-untrusted' : 'never-connected' }
}

/** As `Headers`, undici and Node's own HTTP report it. The key is the only header with content from the user. */
function isHeaderError({ code, message }: Record<string, unknown>): boolean {
  if (code === 'ERR_INVALID_CHAR' || code === 'ERR_HTTP_INVALID_HEADER_VALUE') return true
  return /invalid (?:[\w-]+ )?header|header value|ByteString/i.test(String(message))
}

function wireErrorOf(error: APIError): WireError {
  const body = isRecord(error.error) ? error.error : {}
  const moderation = isRecord(body['moderation_details']) ? body['moderation_details'] : {}
  const retryAfterMs = retryAfterOf(error.headers)
  return {
    ...moderationOf(moderation),
    ...(error.status !== undefined && { status: error.status }),
    ...(typeof error.code === 'string' && { code: error.code }),
    ...(typeof error.param === 'string' && { param: error.param }),
    message: typeof body['message'] === 'string' ? body['message'] : error.message.replace(/^\d{3} /, ''),
    ...(error.requestID && { requestId: error.requestID }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  }
}

/** The same for an error inside a stream, after headers that reported success. */
export function streamedFailure(error: unknown, workWasDone: boolean, requestId?: string): FailureError {
  const body = isRecord(error) ? error : {}
  const moderation = isRecord(body['moderation_details']) ? body['moderation_details'] : {}
  return new FailureError(
    failureOfWire({
      ...moderationOf(moderation),
      ...(typeof body['code'] === 'string' && { code: body['code'] }),
      ...(typeof body['param'] === 'string' && { param: body['param'] }),
      ...(typeof body['message'] === 'string' && { message: body['message'] }),
      ...(requestId && { requestId }),
      workWasDone,
    }),
  )
}

function moderationOf(details: Record<string, unknown>): Pick<WireError, 'stage' | 'categories'> {
  const { moderation_stage: stage, categories } = details
  return {
    ...((stage === 'input' || stage === 'output') && { stage }),
    ...(Array.isArray(categories) && { categories: namesIn(categories) }),
  }
}

function namesIn(categories: readonly unknown[]): readonly string[] {
  return categories
    .filter((name) => typeof name === 'string')
    .slice(0, MOST_CATEGORIES)
    .map((name) => cleanProviderText(name.slice(0, LONGEST_CATEGORY)))
    .filter(Boolean)
}
