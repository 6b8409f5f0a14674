/** Translates Gemini's errors and refusals into failures. The only folder that knows their format. */
import { FailureError, type Failure, type FailureCode } from '@shared/failure'
import type { ImageOptions } from '@shared/image-options'
import { judgeCharge } from '../charge'
import { classifyStatus } from '../classify-status'
import { cleanProviderText } from '../clean-provider-text'
import { isRecord, unwrapJson } from '../json'
import { limitWait, readRetryAfter } from '../retry-after'

/** A response with an unsuccessful status. */
export interface ErrorAnswer {
  readonly status: number
  /** The part of the body that arrived. */
  readonly text: string
  readonly headers?: Headers
}

interface WireError {
  readonly code?: number
  readonly status: string
  readonly message: string
  readonly details: readonly Record<string, unknown>[]
}

export function toErrorFailure({ status, text, headers }: ErrorAnswer): FailureError {
  const isPage = /^\s*</.test(text) || (headers?.get('content-type')?.includes('html') ?? false)
  const error = isPage ? undefined : parseError(text)
  const code = error ? findCode(status, error) : findStatusCode(status, isPage)
  return createFailure(code, status, error, findRetryAfter(error, headers))
}

/** Translates an error in an answer whose status promised success. */
export function toStreamedFailure(body: Record<string, unknown>, workWasDone: boolean): FailureError | undefined {
  if (!isRecord(body['error'])) return undefined
  const error = readError(body['error'])
  const { failure } = createFailure(
    findCode(error.code ?? 500, error),
    undefined,
    error,
    findRetryAfter(error, undefined),
  )
  return new FailureError({
    ...failure,
    charge: judgeCharge({ mayHaveArrived: true, workWasDone, ...(error.code !== undefined && { status: error.code }) }),
  })
}

function createFailure(
  code: FailureCode,
  status: number | undefined,
  error: WireError | undefined,
  retryAfterMs: number | undefined,
): FailureError {
  const detail = cleanProviderText(error?.message ?? '')
  const option = code === 'option-refused' && error ? findOption(error.message) : undefined
  return new FailureError({
    code,
    charge: judgeCharge({ mayHaveArrived: true, ...(status !== undefined && { status }) }),
    at: Date.now(),
    ...(detail && { detail }),
    ...(status !== undefined && { status }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(option && { option }),
  })
}

/** The streaming method sends errors in a list. */
function parseError(text: string): WireError | undefined {
  try {
    const json = unwrapJson(JSON.parse(text))
    const body: unknown = Array.isArray(json) ? json[0] : json
    return isRecord(body) && isRecord(body['error']) ? readError(body['error']) : undefined
  } catch {
    return undefined
  }
}

function readError({ code, status, message, details }: Record<string, unknown>): WireError {
  return {
    ...(typeof code === 'number' && { code }),
    status: typeof status === 'string' ? status : '',
    message: typeof message === 'string' ? message : '',
    details: Array.isArray(details) ? details.filter(isRecord) : [],
  }
}

/** "Unable to process input image.", and messages about unsupported media types. */
const ABOUT_INPUT = /\binput image\b|\bprovided image\b|\binline_?data\b|\bmime ?type\b/i
const ABOUT_PLACE = /\b(?:location|country|region|territory)\b/i

function findCode(status: number, error: WireError): FailureCode {
  const { message, details } = error
  const reasons = details.map(({ reason }) => reason)
  switch (status) {
    case 400:
      // The service never responds with 401 to keys in this header.
      if (reasons.includes('API_KEY_INVALID') || /\bapi key (?:not valid|expired|not found)/i.test(message)) {
        return 'key-rejected'
      }
      if (error.status === 'FAILED_PRECONDITION')
        return ABOUT_PLACE.test(message) ? 'country-unsupported' : 'quota-exhausted'
      if (ABOUT_INPUT.test(message)) return 'input-rejected'
      return findOption(message) ? 'option-refused' : 'request-refused'
    case 403:
      if (reasons.includes('API_KEY_INVALID')) return 'key-rejected'
      return ABOUT_PLACE.test(message) ? 'country-unsupported' : 'access-denied'
    case 404:
      return /\bmodels?\b/i.test(message) ? 'model-unavailable' : 'address-wrong'
    case 429:
      if (isDayQuota(error)) return 'day-limit-reached'
      return /\b(?:prepa(?:id|y\w*)|credits?)\b/i.test(message) ? 'credit-exhausted' : 'rate-limited'
    default:
      return findStatusCode(status, false)
  }
}

function findStatusCode(status: number, isPage: boolean): FailureCode {
  // The service's own statuses: DEADLINE_EXCEEDED, and UNAVAILABLE, which means that the model is overloaded.
  if (status === 504) return 'timed-out'
  return status === 503 ? 'provider-busy' : classifyStatus(status, isPage)
}

/** Whether a daily quota is used up, so that retrying in a minute is useless. */
function isDayQuota({ details }: WireError): boolean {
  return details.some(({ violations }) =>
    Array.isArray(violations)
      ? violations.some((one) => isRecord(one) && typeof one['quotaId'] === 'string' && /PerDay/i.test(one['quotaId']))
      : false,
  )
}

function findOption(message: string): keyof ImageOptions | undefined {
  if (/image_?size/i.test(message)) return 'resolution'
  return /aspect_?ratio/i.test(message) ? 'aspectRatio' : undefined
}

/** Reads the wait from the error, otherwise from the header. */
function findRetryAfter(error: WireError | undefined, headers: Headers | undefined): number | undefined {
  const told = error?.details.map(({ retryDelay }) => retryDelay).find((delay) => typeof delay === 'string')
  const [, seconds] = /^(\d{1,9}(?:\.\d{1,9})?)s$/.exec(String(told ?? '')) ?? []
  return seconds === undefined ? readRetryAfter(headers, Date.now()) : limitWait(Number(seconds) * 1000)
}

/** The service's reasons for blocking. Codes of the safety system itself (`BLOCKED`) give no more detail. */
const GROUNDS: Readonly<Record<string, string>> = {
  PROHIBITED_CONTENT: 'prohibited-content',
  IMAGE_PROHIBITED_CONTENT: 'prohibited-content',
  RECITATION: 'recitation',
  IMAGE_RECITATION: 'recitation',
  BLOCKLIST: 'blocklist',
  SPII: 'personal-data',
  LANGUAGE: 'language',
}

const BLOCKED = /^(?:SAFETY|IMAGE_SAFETY|MODEL_ARMOR|JAILBREAK|ESCALATION)$/

/** Whether this reason means that the service's filters ended the answer. */
export function isFiltered(reason: string): boolean {
  return BLOCKED.test(reason) || GROUNDS[reason] !== undefined
}

/** Returns the category that a reason names, if any. */
export function findGrounds(reason: string): Pick<Failure, 'categories'> {
  const grounds = GROUNDS[reason]
  return grounds === undefined ? {} : { categories: [grounds] }
}

/** Returns the failure of a prompt that was blocked before anything was made. */
export function toPromptFailure(reason: string, words: string): Failure {
  return createRefusal('input', reason, words)
}

/**
 * Returns the failure of an answer that ended without a result. `words`: an explanation by the service or the model.
 */
export function toEndFailure(reason: string, words: string, kind: 'image' | 'text'): Failure {
  if (isFiltered(reason)) {
    if (kind === 'image') return createRefusal('output', reason, words)
    return { ...createUnclearFailure('answer-filtered', words), ...(words === '' && findGrounds(reason)) }
  }
  if (reason === 'MAX_TOKENS') return createUnclearFailure('answer-over-length', words)
  if (/TOOL_CALL|FUNCTION_CALL/.test(reason)) return createUnclearFailure('answer-tool-call', words)
  if (/^MALFORMED_RESPONSE$|^MISSING_THOUGHT_SIGNATURE$/.test(reason))
    return createUnclearFailure('error-reported', words || reason)
  if (kind === 'image' && words !== '') return createUnclearFailure('image-not-made', words)
  return createUnclearFailure('answer-empty', words || (/^(?:|STOP)$/.test(reason) ? '' : reason))
}

function createRefusal(stage: 'input' | 'output', reason: string, words: string): Failure {
  // Prefer the service's own words; without them, use its reason.
  return {
    ...createUnclearFailure('prompt-refused', words),
    ...(words === '' && { stage, ...findGrounds(reason) }),
  }
}

/** The service doesn't say whether it charges for these, unless it counts tokens. */
function createUnclearFailure(code: FailureCode, words: string): Failure {
  const detail = cleanProviderText(words)
  return { code, charge: 'unknown', at: Date.now(), ...(detail && { detail }) }
}
