/** Reads one `GenerateContentResponse`, whole or a piece of a stream. Pure. */
import { isRecord } from '../json'

export interface ReadResponse {
  /** The images as base64, without drafts. */
  readonly images: readonly string[]
  readonly words: string
  /** The model's reasoning. */
  readonly thoughts: string
  /** Why the prompt was blocked. */
  readonly blockReason?: string
  readonly finishReason?: string
  /** The service's own explanation of the end. */
  readonly finishMessage: string
  readonly usage?: unknown
  readonly responseId?: string
}

export function readResponse(body: Record<string, unknown>): ReadResponse {
  const candidates = readRecords(body['candidates'])
  // A part with a thought may contain a draft image, or text that isn't part of the answer.
  const all = candidates.flatMap(({ content }) => (isRecord(content) ? readRecords(content['parts']) : []))
  const parts = all.filter(({ thought }) => thought !== true)
  const feedback = isRecord(body['promptFeedback']) ? body['promptFeedback'] : {}
  const blockReason = readText(feedback['blockReason'])
  const finishReason = candidates.map((candidate) => readText(candidate['finishReason'])).find(Boolean)
  const messages = [feedback['blockReasonMessage'], ...candidates.map((candidate) => candidate['finishMessage'])]
  const responseId = readText(body['responseId'])
  return {
    images: parts.flatMap((part) => {
      const data = part['inlineData'] ?? part['inline_data']
      return isRecord(data) && typeof data['data'] === 'string' && data['data'] !== '' ? [data['data']] : []
    }),
    words: joinTexts(parts),
    thoughts: joinTexts(all.filter(({ thought }) => thought === true)),
    finishMessage: messages
      .map((message) => readText(message) ?? '')
      .join(' ')
      .trim(),
    ...(blockReason && !/UNSPECIFIED/.test(blockReason) && { blockReason }),
    ...(finishReason && !/UNSPECIFIED/.test(finishReason) && { finishReason }),
    ...(body['usageMetadata'] !== undefined && { usage: body['usageMetadata'] }),
    ...(responseId && { responseId }),
  }
}

function readRecords(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : []
}

function joinTexts(parts: readonly Record<string, unknown>[]): string {
  return parts.map(({ text }) => readText(text) ?? '').join('')
}

function readText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
