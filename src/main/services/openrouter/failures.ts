/** Translates OpenRouter's errors into failures. The only folder that knows their format. */
import { FailureError, type Failure, type FailureCode } from '@shared/failure'
import type { ImageOptions } from '@shared/image-options'
import type { ErrorAnswer } from '../call-json'
import { judgeCharge } from '../charge'
import { classifyStatus } from '../classify-status'
import { cleanProviderText } from '../clean-provider-text'
import { parseText } from '../decode-answer'
import { isRecord } from '../json'
import { readRetryAfter } from '../retry-after'

interface WireError {
  /** A status, or a provider's code word. */
  readonly code?: number | string
  readonly message: string
  readonly metadata: Record<string, unknown>
}

export function toErrorFailure({ status, text, headers, requestId }: ErrorAnswer): FailureError {
  const isPage = /^\s*</.test(text) || (headers?.get('content-type')?.includes('html') ?? false)
  const error = isPage ? undefined : parseError(text)
  const retryAfterMs = readRetryAfter(headers, Date.now())
  return new FailureError({
    ...describeError(error ? findCode(status, error) : findStatusCode(status, isPage), error),
    charge: judgeCharge({ mayHaveArrived: true, status }),
    status,
    ...(requestId && { requestId }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  })
}

/** Translates an error in an answer whose status promised success. */
export function toStreamedFailure(error: unknown, workWasDone: boolean, requestId?: string): FailureError {
  const read = isRecord(error) ? readError(error) : { message: typeof error === 'string' ? error : '', metadata: {} }
  const status = readStatus(read)
  const code = status === undefined ? findNamedCode(read) : findCode(status, read)
  return new FailureError({
    ...describeError(code, read),
    charge: judgeCharge({ mayHaveArrived: true, workWasDone, ...(status !== undefined && { status }) }),
    ...(status !== undefined && { status }),
    ...(requestId && { requestId }),
  })
}

function describeError(code: FailureCode, error: WireError | undefined): Omit<Failure, 'charge'> {
  const detail = error && findDetail(error)
  const option = error && code === 'option-refused' ? findOption(error) : undefined
  const categories = error && code === 'prompt-refused' ? readReasons(error) : []
  return {
    code,
    at: Date.now(),
    ...(detail && { detail }),
    ...(option && { option }),
    ...(categories.length > 0 && { stage: 'input', categories }),
  }
}

function parseError(text: string): WireError | undefined {
  const json = parseText(text)?.json
  if (!isRecord(json)) return undefined
  const { error } = json
  if (isRecord(error)) return readError(error)
  return typeof error === 'string' ? { message: error, metadata: {} } : undefined
}

function readError({ code, message, metadata, type, param }: Record<string, unknown>): WireError {
  const more = { ...(typeof type === 'string' && { type }), ...(typeof param === 'string' && { param }) }
  return {
    ...((typeof code === 'number' || typeof code === 'string') && { code }),
    message: typeof message === 'string' ? message : '',
    metadata: { ...(isRecord(metadata) && metadata), ...more },
  }
}

/** In a stream, the code is the status that the response would have had. */
function readStatus({ code }: WireError): number | undefined {
  const status = Number(code)
  return Number.isInteger(status) && status >= 400 && status < 600 ? status : undefined
}

const REFUSED = /content_policy|moderation|refusal|safety/i
const ABOUT_PLACE = /\b(?:country|region|territory)\b/i

function findCode(status: number, error: WireError): FailureCode {
  const { message } = error
  if (isRefusal(error)) return 'prompt-refused'
  switch (status) {
    case 400:
    case 422:
      if (/is not a valid model|\bmodel\b.{0,80}\bnot (?:found|exist|available)/i.test(message))
        return 'model-unavailable'
      return findOption(error) ? 'option-refused' : 'request-refused'
    case 403:
      if (/\b(?:limit|quota)\b.{0,20}\bexceed|exceed\w*.{0,40}\blimit/i.test(message)) return 'spend-limit-reached'
      return ABOUT_PLACE.test(message) ? 'country-unsupported' : 'access-denied'
    case 404:
      // "No endpoints found for …": the model exists, but no provider offers it to this account.
      return /\b(?:models?|endpoints?|providers?)\b/i.test(message) ? 'model-unavailable' : 'address-wrong'
    default:
      return findStatusCode(status, false)
  }
}

/** 503: no provider is available now. 504 and 524: one took too long. */
function findStatusCode(status: number, isPage: boolean): FailureCode {
  if (status === 503) return 'provider-busy'
  return status === 504 || status === 524 ? 'timed-out' : classifyStatus(status, isPage)
}

/** Uses the error's own names, if there's no status. */
function findNamedCode(error: WireError): FailureCode {
  if (isRefusal(error)) return 'prompt-refused'
  const name = `${String(error.code ?? '')} ${String(error.metadata['error_type'] ?? '')}`
  if (/rate_limit/.test(name)) return 'rate-limited'
  if (/overloaded|unavailable/.test(name)) return 'provider-busy'
  if (/payment_required|insufficient/.test(name)) return 'credit-exhausted'
  return error.message.trim() === '' ? 'provider-down' : 'error-reported'
}

function isRefusal({ code, message, metadata }: WireError): boolean {
  if (Array.isArray(metadata['reasons']) || metadata['flagged_input'] !== undefined) return true
  const names = [code, metadata['error_type'], metadata['provider_code'], metadata['type']]
  return names.some((name) => typeof name === 'string' && REFUSED.test(name)) || /\bflagged\b|moderation/i.test(message)
}

const MOST_REASONS = 6
const LONGEST_REASON = 40

function readReasons({ metadata }: WireError): readonly string[] {
  const { reasons } = metadata
  if (!Array.isArray(reasons)) return []
  return reasons
    .filter((reason) => typeof reason === 'string')
    .slice(0, MOST_REASONS)
    .map((reason) => cleanProviderText(reason.slice(0, LONGEST_REASON)))
    .filter(Boolean)
}

/** OpenRouter's generic message for an error from the provider. */
const GENERAL = /^provider returned (?:an )?error\.?$/i

/** Prefers the provider's message, which says more. Flagged input is the user's own text, and isn't shown. */
function findDetail({ message, metadata }: WireError): string {
  const { raw } = metadata
  const told = typeof raw === 'string' ? raw : isRecord(raw) ? JSON.stringify(raw) : ''
  return (GENERAL.test(message.trim()) && cleanProviderText(told)) || cleanProviderText(message)
}

const OPTIONS: readonly (readonly [RegExp, keyof ImageOptions])[] = [
  [/\baspect_?ratio\b/i, 'aspectRatio'],
  [/\bresolution\b/i, 'resolution'],
  [/\boutput_?compression\b/i, 'compression'],
  [/\boutput_?format\b/i, 'format'],
  [/\bbackground\b/i, 'background'],
  [/\bquality\b/i, 'quality'],
  [/\bsize\b/i, 'size'],
  [/(?:^|[`'"\s])n(?:[`'"\s]|$)/, 'count'],
]

function findOption({ message, metadata }: WireError): keyof ImageOptions | undefined {
  const { param } = metadata
  const named = typeof param === 'string' ? OPTIONS.find(([name]) => name.test(param)) : undefined
  return (named ?? OPTIONS.find(([name]) => name.test(message)))?.[1]
}
