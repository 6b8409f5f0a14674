/** What a service says went wrong in an answer whose status promised success. */
import { isRecord } from '../json'

/** What a service says went wrong, in any of its places: an object with a code, a plain text, or FastAPI's `detail`. */
export function findError(json: Record<string, unknown>, type = ''): unknown {
  const { error, response } = json
  if (type === 'error' || type === 'response.failed') {
    return error ?? (isRecord(response) ? response['error'] : undefined) ?? json
  }
  if (isTold(error)) return error
  if (error === true || (Array.isArray(error) && error.length > 0)) return json
  return json['success'] === false || json['status'] === 'error' ? json : undefined
}

/** Gateways fill the field also where nothing went wrong. */
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

/** A body that is no JSON may be a sentence all the same, and so may be a text in JSON. Signs of life are single words. */
export function findSentence(json: unknown, data: string): string | undefined {
  const text = json === undefined ? data : json
  return typeof text === 'string' && /^[^<{[]/.test(text) && /\p{L}{2}\S*\s+\S*\p{L}{2}/u.test(text.slice(0, 2000))
    ? text
    : undefined
}

/** A sentence that may be an error, or tell of progress: what comes of the answer decides. */
export function findRemark(json: Record<string, unknown>, type = ''): unknown {
  const said = REMARK_FIELDS.map((name) => json[name]).find(
    (value) => (typeof value === 'string' && isTold(value)) || (Array.isArray(value) && value.length > 0),
  )
  if (said === undefined && isRecord(json['base_resp'])) return findRemark(json['base_resp'])
  const isAnswer = ['choices', 'output', 'data'].some((name) => json[name] !== undefined && json[name] !== null)
  return isAnswer || type !== '' ? undefined : said
}
