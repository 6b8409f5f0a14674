/** Translates fal's errors into failures. The only folder that knows their format. */
import { FailureError, type Charge, type FailureCode } from '@shared/failure'
import type { ImageOptions } from '@shared/image-options'
import { judgeCharge } from '../charge'
import { classifyStatus } from '../classify-status'
import { cleanProviderText } from '../clean-provider-text'
import { isRecord, unwrapJson } from '../json'
import { nameField } from '../name-field'
import { readRetryAfter } from '../retry-after'

/** A response with an unsuccessful status. */
export interface ErrorAnswer {
  readonly status: number
  /** The part of the body that arrived. */
  readonly text: string
  readonly headers: Headers
  readonly requestId?: string
}

/** One entry of `detail`. */
interface Detail {
  readonly type: string
  readonly message: string
  /** The message, including the name of the field. */
  readonly told: string
  /** The last part of its location in the request: a field. */
  readonly field: string
}

/**
 * Returns the failure of a submission or of the job itself. Server errors are free if fal itself reports them; refused
 * work (422) may be billed, because it may have been done (fal's FAQ).
 */
export function toErrorFailure({ status, text, headers, requestId }: ErrorAnswer): FailureError {
  const isPage = /^\s*</.test(text)
  const details = readDetails(text)
  const code = isPage ? classifyStatus(status, true) : findCode(status, details)
  // A refused prompt is clear without the name of the field.
  const sentences = details.map(({ message, told }) => (code === 'prompt-refused' ? message : told))
  const detail = cleanProviderText(details.length > 0 ? sentences.join(' ') : text)
  const option = code === 'option-refused' ? findOption(details) : undefined
  const retryAfterMs = readRetryAfter(headers, Date.now())
  return new FailureError({
    code,
    charge: judgeErrorCharge(status, details.length > 0),
    at: Date.now(),
    status,
    ...(detail && { detail }),
    ...(requestId && { requestId }),
    ...(option && { option }),
    ...(code === 'prompt-refused' && { stage: findStage(details) }),
    ...(code === 'rate-limited' && retryAfterMs !== undefined && { retryAfterMs }),
  })
}

/** Whether fal itself wrote this error, rather than something in between. */
export function isOwnError(text: string): boolean {
  return readDetails(text).length > 0
}

function judgeErrorCharge(status: number, isOwn: boolean): Charge {
  if (status === 422) return 'unknown'
  if (status >= 500 && isOwn) return 'none'
  return judgeCharge({ mayHaveArrived: true, status })
}

/** Reads `{"detail": …}`, with a sentence or a list. Other formats aren't fal's. */
function readDetails(text: string): readonly Detail[] {
  let json: unknown
  try {
    json = unwrapJson(JSON.parse(text))
  } catch {
    return []
  }
  if (!isRecord(json)) return []
  const all = json['detail']
  const items: readonly unknown[] = Array.isArray(all) ? all : [all]
  return items.flatMap((item): Detail[] => {
    if (typeof item === 'string' && item !== '')
      return [{ type: readText(json['error_type']), message: item, told: item, field: '' }]
    if (!isRecord(item)) return []
    const { type, msg, message, loc } = item
    const field: unknown = Array.isArray(loc) ? loc.at(-1) : undefined
    const said = readText(msg) || readText(message)
    return [{ type: readText(type), message: said, told: nameField(said, item), field: readText(field) }]
  })
}

function readText(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

const ABOUT_BALANCE = /\b(?:exhausted balance|user is locked|insufficient (?:balance|credit|funds)|top up)\b/i

function findCode(status: number, details: readonly Detail[]): FailureCode {
  const said = details.map(({ message }) => message).join(' ')
  if (details.some(({ type }) => type === 'content_policy_violation')) return 'prompt-refused'
  switch (status) {
    case 400:
    case 422:
      return findOption(details) ? 'option-refused' : 'request-refused'
    case 402:
    case 403:
      return status === 402 || ABOUT_BALANCE.test(said) ? 'credit-exhausted' : 'access-denied'
    case 404:
      return details.length > 0 ? 'model-unavailable' : 'address-wrong'
    case 503:
      return 'provider-busy'
    case 504:
      return 'timed-out'
    default:
      return classifyStatus(status, false)
  }
}

const OPTIONS: Readonly<Record<string, keyof ImageOptions>> = {
  image_size: 'size',
  aspect_ratio: 'aspectRatio',
  resolution: 'resolution',
  output_format: 'format',
  num_images: 'count',
  quality: 'quality',
  background: 'background',
}

function findOption(details: readonly Detail[]): keyof ImageOptions | undefined {
  return details.map(({ field }) => OPTIONS[field]).find(Boolean)
}

function findStage(details: readonly Detail[]): 'input' | 'output' {
  return details.some(({ field }) => field === 'prompt' || field === 'image_urls') ? 'input' : 'output'
}
