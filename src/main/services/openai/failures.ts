/** Translates OpenAI's errors into failures, most specific first. The only folder that knows their format. */
import { FailureError, type Failure, type FailureCode } from '@shared/failure'
import type { ImageOptions } from '@shared/image-options'
import type { TextSettingName } from '@shared/text-settings'
import { APIConnectionTimeoutError, APIError } from 'openai'
import { judgeCharge } from '../charge'
import { classifyStatus } from '../classify-status'
import { cleanProviderText } from '../clean-provider-text'
import { toNetworkFailure, type BrokenCall } from '../broken-call'
import { appendPath, hasVersion } from '../../settings/base-url'
import { isRecord } from '../json'
import { findRetryAfter } from './retry-after'

/**
 * Codes of the error guide (2026). All 429 errors have the same type, so only the code distinguishes a rate limit from
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
  invalid_image_file: 'input-rejected',
  invalid_image_format: 'input-rejected',
  invalid_image_mode: 'input-rejected',
  invalid_base64_image: 'input-rejected',
  image_parse_error: 'input-rejected',
  image_too_large: 'input-rejected',
  image_too_small: 'input-rejected',
  image_file_too_large: 'input-rejected',
  unsupported_image_media_type: 'input-rejected',
}

/** Our names for API parameters that users choose. */
const OPTIONS_BY_PARAM: Readonly<Record<string, keyof ImageOptions>> = {
  size: 'size',
  quality: 'quality',
  output_format: 'format',
  output_compression: 'compression',
  background: 'background',
  moderation: 'moderation',
  n: 'count',
  partial_images: 'previews',
}

/** The same for chat settings. */
const SETTINGS_BY_PARAM: Readonly<Record<string, TextSettingName>> = {
  instructions: 'instructions',
  temperature: 'temperature',
  reasoning: 'effort',
  'reasoning.effort': 'effort',
  'reasoning.summary': 'tellsReasoning',
  max_output_tokens: 'maxOutput',
  max_tokens: 'maxOutput',
  reasoning_effort: 'effort',
  tools: 'imageTool',
  max_tool_calls: 'imageTool',
  // `background` is an option of images. For text requests, `explain-settings.ts` decides which one is meant.
  store: 'background',
}

/** API parameters with input images: `image[2]`, or `input[0].content[1].image_url` in a chat. */
const INPUT_PARAM = /^(?:images?|mask|markup)\b|image_url/

/** How many category names to show, and how many characters of each. */
const MOST_CATEGORIES = 6
const LONGEST_CATEGORY = 40

export interface WireError {
  readonly status?: number
  readonly code?: string
  readonly message?: string
  readonly param?: string
  /** The response was a web page: from a server without this endpoint, or a gateway. */
  readonly isPage?: boolean
  readonly requestId?: string
  readonly retryAfterMs?: number
  readonly stage?: NonNullable<Failure['stage']>
  readonly categories?: readonly string[]
  /** Whether anything was made before this error arrived (previews, text). */
  readonly workWasDone?: boolean
}

/** Creates the failure for an error reported by the service itself. */
export function createWireFailure(error: WireError): Failure {
  const code = findCode(error)
  const detail = cleanProviderText(error.message ?? '')
  const option = code === 'option-refused' ? OPTIONS_BY_PARAM[error.param ?? ''] : undefined
  const setting = code === 'setting-refused' ? SETTINGS_BY_PARAM[error.param ?? ''] : undefined
  return {
    code,
    charge: judgeCharge({
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
    ...(setting && { setting }),
  }
}

/** Gateways put the upstream service's status where OpenAI has a word. */
const STATUS_CODE = /^[45]\d{2}$/

function findCode({ status: told, code, message = '', param = '', isPage }: WireError): FailureCode {
  const known = code === undefined ? undefined : BY_CODE[code]
  if (known) return known
  const status = told ?? (code !== undefined && STATUS_CODE.test(code) ? Number(code) : undefined)
  if (status === undefined) return message.trim() === '' ? 'provider-down' : 'error-reported'
  const general = classifyStatus(status, isPage === true)
  // A named parameter can be changed, whatever the message says.
  const said = SETTINGS_BY_PARAM[param] ? undefined : classifyWords(status, `${code ?? ''} ${message}`)
  if (said && isPage !== true) return said
  switch (general) {
    case 'access-denied':
      return classifyRefusal(message)
    case 'address-wrong':
      return isPage || status === 405 || !/\bmodels?\b/i.test(message) ? general : 'model-unavailable'
    case 'request-refused':
      if (INPUT_PARAM.test(param)) return 'input-rejected'
      if (SETTINGS_BY_PARAM[param]) return 'setting-refused'
      return OPTIONS_BY_PARAM[param] ? 'option-refused' : general
    default:
      return general
  }
}

/** Gateways and other servers refuse with a plain status and a sentence. */
function classifyWords(status: number, words: string): FailureCode | undefined {
  if (![400, 401, 403, 429].includes(status)) return undefined
  if (NO_CREDIT.test(words)) return status === 429 ? 'quota-exhausted' : 'credit-exhausted'
  if (status === 400 && WRONG_KEY.test(words)) return 'key-rejected'
  return status === 400 && /\b(?:organi[sz]ation must be|verify your organi[sz]ation)\b/i.test(words)
    ? 'organisation-unverified'
    : undefined
}

const NO_CREDIT =
  /\binsufficient[ _](?:balance|credits?|funds|quota)\b|\bbalance\b.{0,20}\b(?:insufficient|too low|not enough)\b|\b(?:out of|not enough|no) (?:credits?|funds)\b|\bcurrent quota\b/i
const WRONG_KEY =
  /\bno api[ _-]?key\b|\b(?:incorrect|invalid|wrong|missing|expired)\b.{0,20}\bapi[ _-]?key\b|\bapi[ _-]?key\b.{0,30}\b(?:incorrect|invalid|wrong|missing|expired|not valid|required)\b/i

/** 403 responses have no reliable code. */
function classifyRefusal(message: string): FailureCode {
  if (/verif/i.test(message)) return 'organisation-unverified'
  return /\b(?:country|region|territory)\b/i.test(message) ? 'country-unsupported' : 'access-denied'
}

export interface CallEnd extends BrokenCall {
  /** The address that was called. */
  readonly baseUrl: string
}

/** Turns anything thrown by a call into a `FailureError`. */
export function toFailure(error: unknown, end: CallEnd): FailureError {
  if (error instanceof FailureError) return withServer(error, end)
  if (error instanceof APIError && error.status !== undefined) {
    return withServer(new FailureError(createWireFailure(readApiError(error)), { cause: error }), end)
  }
  return toNetworkFailure(error, { ...end, timedOut: end.timedOut || error instanceof APIConnectionTimeoutError })
}

const OWN_HOST = 'api.openai.com'

/**
 * Whether a server other than OpenAI wants payment: OpenAI reports missing credit with 429 and its own code, even
 * through a gateway.
 */
function isPaymentRequired({ code, status }: Failure): boolean {
  return code === 'credit-exhausted' && status !== 429
}

/**
 * Adds facts about the server that determine the suggested fix. An address without `/v1` is the usual reason for a web
 * page.
 */
function withServer(error: FailureError, { baseUrl }: CallEnd): FailureError {
  const { code } = error.failure
  const { host } = new URL(baseUrl)
  const isElsewhere = code === 'address-wrong' || code === 'not-an-api'
  const facts = {
    ...(host !== OWN_HOST && isPaymentRequired(error.failure) && { server: host }),
    ...(isElsewhere && !hasVersion(baseUrl) && { suggestion: appendPath(baseUrl, '/v1') }),
  }
  if (Object.keys(facts).length === 0) return error
  return new FailureError({ ...error.failure, ...facts }, { cause: error.cause ?? error })
}

function readApiError(error: APIError): WireError {
  const body = isRecord(error.error) ? error.error : {}
  const moderation = isRecord(body['moderation_details']) ? body['moderation_details'] : {}
  const retryAfterMs = findRetryAfter(error.headers)
  const message = typeof body['message'] === 'string' ? body['message'] : error.message.replace(/^\d{3} /, '')
  const code = error.code ?? body['code']
  return {
    ...readModeration(moderation),
    ...(error.status !== undefined && { status: error.status }),
    ...((typeof code === 'string' || typeof code === 'number') && { code: String(code) }),
    ...(typeof error.param === 'string' && { param: error.param }),
    message,
    isPage: /^\s*</.test(message) || /html/i.test(error.headers?.get('content-type') ?? ''),
    ...(error.requestID && { requestId: error.requestID }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  }
}

/** The same for an error after successful headers: an object, or only a sentence. */
export function createStreamedFailure(error: unknown, workWasDone: boolean, requestId?: string): FailureError {
  const body = isRecord(error) ? error : {}
  const moderation = isRecord(body['moderation_details']) ? body['moderation_details'] : {}
  const code = body['code'] ?? body['status']
  return new FailureError(
    createWireFailure({
      ...readModeration(moderation),
      ...((typeof code === 'string' || typeof code === 'number') && { code: String(code) }),
      ...(typeof body['param'] === 'string' && { param: body['param'] }),
      message: typeof error === 'string' ? error : JSON.stringify(error ?? ''),
      ...(requestId && { requestId }),
      workWasDone,
    }),
  )
}

function readModeration(details: Record<string, unknown>): Pick<WireError, 'stage' | 'categories'> {
  const { moderation_stage: stage, categories } = details
  return {
    ...((stage === 'input' || stage === 'output') && { stage }),
    ...(Array.isArray(categories) && { categories: readNames(categories) }),
  }
}

function readNames(categories: readonly unknown[]): readonly string[] {
  return categories
    .filter((name) => typeof name === 'string')
    .slice(0, MOST_CATEGORIES)
    .map((name) => cleanProviderText(name.slice(0, LONGEST_CATEGORY)))
    .filter(Boolean)
}
