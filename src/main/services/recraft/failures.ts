/** Translates Recraft's errors into failures. The only folder that knows their format. */
import { FailureError, type FailureCode } from '@shared/failure'
import type { ImageOptions } from '@shared/image-options'
import type { ErrorAnswer } from '../call-json'
import { judgeCharge } from '../charge'
import { classifyStatus } from '../classify-status'
import { cleanProviderText } from '../clean-provider-text'
import { parseText } from '../decode-answer'
import { isRecord } from '../json'
import { readRetryAfter } from '../retry-after'

export function toErrorFailure({ status, text, headers, requestId }: ErrorAnswer): FailureError {
  const isPage = /^\s*</.test(text)
  const said = isPage ? { name: '', words: '' } : readError(parseText(text)?.json ?? text)
  const code = isPage ? classifyStatus(status, true) : findCode(status, said)
  const option = code === 'option-refused' ? findOption(said) : undefined
  const detail = cleanProviderText(said.words)
  const retryAfterMs = readRetryAfter(headers, Date.now())
  return new FailureError({
    code,
    charge: judgeCharge({ mayHaveArrived: true, status }),
    at: Date.now(),
    status,
    ...(detail && { detail }),
    ...(option && { option }),
    ...(code === 'prompt-refused' && { stage: 'input' }),
    ...(requestId && { requestId }),
    ...(code === 'rate-limited' && retryAfterMs !== undefined && { retryAfterMs }),
  })
}

/** Translates an error in an answer whose status promised success. */
export function toStreamedFailure(error: unknown, workWasDone: boolean, requestId?: string): FailureError {
  const said = readError(error)
  const detail = cleanProviderText(said.words)
  const isRefused = REFUSED.test(said.name) || ABOUT_RULES.test(said.words)
  return new FailureError({
    code: isRefused ? 'prompt-refused' : detail ? 'error-reported' : 'provider-down',
    charge: judgeCharge({ mayHaveArrived: true, workWasDone }),
    at: Date.now(),
    ...(isRefused && { stage: workWasDone ? 'output' : 'input' }),
    ...(detail && { detail }),
    ...(requestId && { requestId }),
  })
}

interface Said {
  /** The error's own name, such as `not_enough_credits`. */
  readonly name: string
  readonly words: string
}

/** Reads `{"code": "…", "message": "…"}`, or the same within `error`. */
function readError(json: unknown): Said {
  if (typeof json === 'string') return { name: '', words: json }
  if (!isRecord(json)) return { name: '', words: '' }
  const { error, code, message, detail } = json
  if (isRecord(error)) return readError(error)
  const words = [message, detail, error].find((value) => typeof value === 'string')
  return { name: typeof code === 'string' ? code : '', words: typeof words === 'string' ? words : '' }
}

const REFUSED = /moderation|nsfw|content_policy|prohibited|unsafe/i
const ABOUT_RULES = /\b(?:moderat\w+|nsfw|content policy|safety|prohibited)\b/i
const ABOUT_CREDITS = /not[ _]enough[ _](?:credits|units)|insufficient[ _](?:credits|units|balance)/i

function findCode(status: number, said: Said): FailureCode {
  if (status === 402 || ABOUT_CREDITS.test(`${said.name} ${said.words}`)) return 'credit-exhausted'
  switch (status) {
    case 400:
    case 422:
      if (REFUSED.test(said.name) || ABOUT_RULES.test(said.words)) return 'prompt-refused'
      if (/\bmodel\b.{0,80}\b(?:not (?:found|supported)|unknown|invalid)\b/i.test(said.words))
        return 'model-unavailable'
      return findOption(said) ? 'option-refused' : 'request-refused'
    case 503:
      return 'provider-busy'
    case 504:
    case 524:
      return 'timed-out'
    default:
      return classifyStatus(status, false)
  }
}

const OPTIONS: readonly (readonly [RegExp, keyof ImageOptions])[] = [
  [/\bimage_format\b/i, 'format'],
  [/\bsize\b/i, 'size'],
  [/(?:^|[`'"\s])n(?:[`'"\s]|$)/, 'count'],
]

function findOption({ words }: Said): keyof ImageOptions | undefined {
  return OPTIONS.find(([name]) => name.test(words))?.[1]
}
