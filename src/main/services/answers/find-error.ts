/** Finds errors in an answer whose status promised success. */
import { isRecord } from '../json'

/**
 * Returns the error in any of its formats: an object with a code, plain text, or FastAPI's `detail`. Undefined if
 * there's none.
 */
export function findError(json: Record<string, unknown>, type = ''): unknown {
  const { error, response } = json
  if (type === 'error' || type === 'response.failed') {
    return error ?? (isRecord(response) ? response['error'] : undefined) ?? json
  }
  if (isTold(error)) return error
  if (error === true || (Array.isArray(error) && error.length > 0)) return json
  return json['success'] === false || json['status'] === 'error' ? json : undefined
}

/** Whether the field contains an error: gateways fill it even if there's none. */
function isTold(error: unknown): boolean {
  if (typeof error === 'string') return !SAYS_NO_ERROR.test(error)
  if (typeof error === 'number') return error !== 0 && error !== 200
  return error === true || (isRecord(error) && Object.values(error).some(isTold))
}

const SAYS_NO_ERROR = /^\s*(?:none|null|undefined|false|0|200|ok|success\w*)?\s*$/i
const REMARK_FIELDS = [
  'detail',
  'message',
  'msg',
  'error_message',
  'errorMessage',
  'error_msg',
  'errors',
  'err',
  'status_msg',
  'reason',
] as const

/**
 * Returns the message in a body that isn't JSON, or in a JSON string. Signs of life are single words, and don't count.
 */
export function findSentence(json: unknown, data: string): string | undefined {
  const text = json === undefined ? data : json
  return typeof text === 'string' && /^[^<{[]/.test(text) && /\p{L}{2}\S*\s+\S*\p{L}{2}/u.test(text.slice(0, 2000))
    ? text
    : undefined
}

/** Finds a sentence that may be an error or a progress report. Which one depends on whether an answer follows. */
export function findRemark(json: Record<string, unknown>, type = ''): unknown {
  const said = REMARK_FIELDS.map((name) => json[name]).find(
    (value) => (typeof value === 'string' && isTold(value)) || (Array.isArray(value) && value.length > 0),
  )
  if (said === undefined && isRecord(json['base_resp'])) return findRemark(json['base_resp'])
  const isAnswer = ['choices', 'output', 'data'].some((name) => json[name] !== undefined && json[name] !== null)
  return isAnswer || type !== '' ? undefined : said
}
