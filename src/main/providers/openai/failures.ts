/** Translates OpenAI's errors into ours, most specific first. Nothing of theirs leaves this folder. */
import { FailureError, type Failure, type FailureCode } from '@shared/failure'
import { APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai'
import { chargeOf } from '../charge'
import { cleanProviderText } from '../clean-provider-text'
import { neverConnected } from '../network-failure'
import { isRecord } from './decode-answer'

/** Codes of the error guide (2026); the 429 family shares its type, so only the code tells waiting from paying. */
const BY_CODE: Readonly<Record<string, FailureCode>> = {
  moderation_blocked: 'prompt-refused',
  content_policy_violation: 'prompt-refused',
  image_content_policy_violation: 'prompt-refused',
  invalid_prompt: 'prompt-refused',
  billing_hard_limit_reached: 'quota-exhausted',
  insufficient_quota: 'quota-exhausted',
  credit_balance_exhausted: 'quota-exhausted',
  organization_spend_limit_exceeded: 'quota-exhausted',
  project_spend_limit_exceeded: 'quota-exhausted',
  rate_limit_exceeded: 'rate-limited',
  invalid_api_key: 'key-rejected',
  model_not_found: 'model-unavailable',
  server_is_overloaded: 'provider-down',
  slow_down: 'provider-down',
  server_error: 'provider-down',
}

/** The longest wait that is believed; servers are known to ask for absurd ones. */
const MAX_RETRY_AFTER_MS = 60 * 60_000

export interface WireError {
  readonly status?: number
  readonly code?: string
  readonly message?: string
  readonly requestId?: string
  readonly retryAfterMs?: number
  readonly stage?: string
  readonly categories?: readonly string[]
  /** Something had been made before this error came (previews, text). */
  readonly workWasDone?: boolean
}

/** What to tell the user of an error that the service itself reported. */
export function failureOfWire(error: WireError): Failure {
  const code = codeOf(error)
  const detail = cleanProviderText(error.message ?? '')
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
    ...(error.categories?.length && { categories: error.categories }),
  }
}

function codeOf({ status, code, message }: WireError): FailureCode {
  const known = code === undefined ? undefined : BY_CODE[code]
  if (known) return known
  if (status === undefined) return 'provider-down'
  if (status === 401) return 'key-rejected'
  if (status === 403) return /verif/i.test(message ?? '') ? 'organisation-unverified' : 'access-denied'
  if (status === 404) return 'model-unavailable'
  if (status === 408) return 'timed-out'
  if (status === 429) return 'rate-limited'
  if (status >= 500) return 'provider-down'
  if (status >= 300 && status < 400) return 'redirect-refused'
  return 'request-refused'
}

/** Turns whatever a call threw into a `FailureError`. `timedOut`: our own deadline ended it. */
export function toFailure(error: unknown, timedOut: boolean, requestId?: string): FailureError {
  if (error instanceof FailureError) return error
  const facts = requestId ? { requestId } : {}
  const fail = (code: FailureCode, mayHaveArrived: boolean): FailureError =>
    new FailureError({ code, charge: chargeOf({ mayHaveArrived }), at: Date.now(), ...facts }, { cause: error })

  if (timedOut || error instanceof APIConnectionTimeoutError) return fail('timed-out', !neverConnected(error))
  if (error instanceof APIError && error.status !== undefined) {
    return new FailureError(failureOfWire(wireErrorOf(error)), { cause: error })
  }
  if (error instanceof APIUserAbortError) return fail('connection-lost', true)
  return neverConnected(error) ? fail('never-connected', false) : fail('connection-lost', true)
}

function wireErrorOf(error: APIError): WireError {
  const body = isRecord(error.error) ? error.error : {}
  const moderation = isRecord(body['moderation_details']) ? body['moderation_details'] : {}
  const retryAfterMs = retryAfterOf(error.headers)
  return {
    ...moderationOf(moderation),
    ...(error.status !== undefined && { status: error.status }),
    ...(typeof error.code === 'string' && { code: error.code }),
    message: typeof body['message'] === 'string' ? body['message'] : error.message.replace(/^\d{3} /, ''),
    ...(error.requestID && { requestId: error.requestID }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  }
}

/** The same from an error that came inside a stream, after headers that promised success. */
export function streamedFailure(error: unknown, workWasDone: boolean, requestId?: string): FailureError {
  const body = isRecord(error) ? error : {}
  const moderation = isRecord(body['moderation_details']) ? body['moderation_details'] : {}
  return new FailureError(
    failureOfWire({
      ...moderationOf(moderation),
      ...(typeof body['code'] === 'string' && { code: body['code'] }),
      ...(typeof body['message'] === 'string' && { message: body['message'] }),
      ...(requestId && { requestId }),
      workWasDone,
    }),
  )
}

function moderationOf(details: Record<string, unknown>): Pick<WireError, 'stage' | 'categories'> {
  const { moderation_stage: stage, categories } = details
  return {
    ...(typeof stage === 'string' && { stage }),
    ...(Array.isArray(categories) && { categories: categories.filter((name) => typeof name === 'string') }),
  }
}

/** Seconds, a date, or milliseconds in OpenAI's own header; undefined where there is none that makes sense. */
export function retryAfterOf(headers: Headers | undefined, now = Date.now()): number | undefined {
  const inMs = Number(headers?.get('retry-after-ms') ?? Number.NaN)
  if (Number.isFinite(inMs) && inMs >= 0) return Math.min(inMs, MAX_RETRY_AFTER_MS)
  const value = headers?.get('retry-after')
  if (!value) return undefined
  const seconds = Number(value)
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - now
  return Number.isFinite(ms) && ms >= 0 ? Math.min(ms, MAX_RETRY_AFTER_MS) : undefined
}
