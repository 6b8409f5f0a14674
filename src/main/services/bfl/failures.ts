/** Translates the errors of Black Forest Labs into failures. The only folder that knows their format. */
import { FailureError, type Failure, type FailureCode } from '@shared/failure'
import type { ImageOptions } from '@shared/image-options'
import { judgeCharge } from '../charge'
import { classifyStatus } from '../classify-status'
import { cleanProviderText } from '../clean-provider-text'
import { parseText } from '../decode-answer'
import { isRecord } from '../json'
import { nameField } from '../name-field'
import type { RefusedSubmission } from '../jobs/submit-job'
import { readRetryAfter } from '../retry-after'

/** Returns the failure of a submission, or of a request about a job. */
export function toErrorFailure({ status, headers, text }: RefusedSubmission): FailureError {
  const isPage = /^\s*</.test(text)
  const said = isPage ? NOTHING_SAID : readDetail(text)
  const code = isPage ? classifyStatus(status, true) : findCode(status, said)
  const detail = cleanProviderText(said.words)
  const option = code === 'option-refused' ? findOption(said.fields) : undefined
  const retryAfterMs = readRetryAfter(headers, Date.now())
  return new FailureError({
    code,
    charge: judgeCharge({ mayHaveArrived: true, status }),
    at: Date.now(),
    status,
    ...(detail && { detail }),
    ...(option && { option }),
    ...(code === 'rate-limited' && retryAfterMs !== undefined && { retryAfterMs }),
  })
}

/** Returns the failure of a job that ended without an image. The service doesn't report whether it was charged. */
export function toJobFailure(status: string, json: Record<string, unknown>, requestId: string): FailureError {
  const { details, result } = json
  const categories = readReasons(details)
  const detail = cleanProviderText(findWords(details) ?? findWords(result) ?? '')
  const failed: Omit<Failure, 'code'> = {
    charge: 'unknown',
    at: Date.now(),
    requestId,
    ...(categories.length === 0 && detail && { detail }),
  }
  const refused = { ...failed, ...(categories.length > 0 && { categories }) }
  switch (status) {
    case 'Request Moderated':
      return new FailureError({ ...refused, code: 'prompt-refused', stage: 'input' })
    case 'Content Moderated':
      return new FailureError({ ...refused, code: 'prompt-refused', stage: 'output' })
    case 'Task not found':
      return new FailureError({ ...failed, code: 'result-expired' })
    default:
      return new FailureError({ ...failed, code: 'provider-down' })
  }
}

interface Said {
  readonly words: string
  /** The fields of the request that the message is about. */
  readonly fields: readonly string[]
}

const NOTHING_SAID: Said = { words: '', fields: [] }

/** Reads `{"detail": …}`, with a sentence or a list. */
function readDetail(text: string): Said {
  const json = parseText(text)?.json
  if (!isRecord(json)) return { ...NOTHING_SAID, words: text }
  const told = json['detail'] ?? json['message'] ?? json['error']
  const items: readonly unknown[] = Array.isArray(told) ? told : [told]
  return {
    words: items.flatMap((item) => nameField(findWords(item) ?? '', item) || []).join(' '),
    fields: items.flatMap((item) => {
      const field: unknown = isRecord(item) && Array.isArray(item['loc']) ? item['loc'].at(-1) : undefined
      return typeof field === 'string' ? [field] : []
    }),
  }
}

function findWords(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (!isRecord(value)) return undefined
  return ['msg', 'message', 'error', 'detail'].map((name) => value[name]).find((words) => typeof words === 'string') as
    | string
    | undefined
}

function findCode(status: number, { words, fields }: Said): FailureCode {
  switch (status) {
    case 400:
    case 422:
      return findOption(fields) ? 'option-refused' : 'request-refused'
    case 403:
      // This service responds to a wrong key with 403, not 401.
      return /\bnot authenticated|invalid (?:authentication|api key)/i.test(words) ? 'key-rejected' : 'access-denied'
    case 404:
      return words === '' ? 'address-wrong' : 'model-unavailable'
    case 503:
      return 'provider-busy'
    case 504:
      return 'timed-out'
    default:
      return classifyStatus(status, false)
  }
}

const OPTIONS: Readonly<Record<string, keyof ImageOptions>> = {
  width: 'size',
  height: 'size',
  output_format: 'format',
}

function findOption(fields: readonly string[]): keyof ImageOptions | undefined {
  return fields.map((field) => OPTIONS[field]).find(Boolean)
}

const MOST_REASONS = 6
const LONGEST_REASON = 40

/** Reads `{"Moderation Reasons": ["Protected Content"]}`. */
function readReasons(details: unknown): readonly string[] {
  const reasons = isRecord(details) ? details['Moderation Reasons'] : undefined
  if (!Array.isArray(reasons)) return []
  return reasons
    .filter((reason) => typeof reason === 'string')
    .slice(0, MOST_REASONS)
    .map((reason) => cleanProviderText(reason.slice(0, LONGEST_REASON)))
    .filter(Boolean)
}
