/** OpenAI's Responses API as a `TextProvider`. */
import { findTextModel } from '@shared/catalogue'
import type { Usage } from '@shared/pricing'
import type { TextRequest } from '@shared/run'
import type { ResponseCreateParamsStreaming } from 'openai/resources/responses/responses'
import { MAX_TEXT_ANSWER_BYTES } from '../answer-body'
import type { Attempt, TextEvent, TextProvider } from '../provider'
import { callOnce, type OpenAIConnection } from './client'
import { isRecord } from '../json'
import { failed, openAnswer, parseJson } from './decode-answer'
import { streamedFailure } from './failures'

export class OpenAITextProvider implements TextProvider {
  readonly id = 'openai'
  readonly #connection: OpenAIConnection

  constructor(connection: OpenAIConnection) {
    this.#connection = connection
  }

  answer(request: TextRequest, attempt: Attempt): AsyncIterable<TextEvent> {
    return callOnce(
      this.#connection,
      attempt,
      MAX_TEXT_ANSWER_BYTES,
      (client, options) => client.responses.create(bodyOf(request), options).asResponse(),
      ({ body, requestId }) => decodeText(body, requestId),
    )
  }

  decode(_request: TextRequest, kept: AsyncIterable<Uint8Array>): AsyncIterable<TextEvent> {
    return decodeText(kept, undefined)
  }
}

/** `store: false`: chats stay on the user's disk, not at the provider. */
function bodyOf(request: TextRequest): ResponseCreateParamsStreaming {
  return {
    model: findTextModel(request.model)?.wireName ?? request.model,
    input: request.turns.map(({ role, text }) => ({ role, content: text })),
    store: false,
    stream: true,
  }
}

/** Yields text as it arrives. Throws unless the response was completed, or ended early for a reason it names. */
export async function* decodeText(
  body: AsyncIterable<Uint8Array>,
  requestId: string | undefined,
): AsyncGenerator<TextEvent> {
  const answer = await openAnswer(body)
  if (answer.form === 'json') {
    yield* textOfResponse(await answer.read(), requestId)
    return
  }
  let hasText = false
  for await (const { event, data } of answer.events) {
    if (data === '[DONE]') break
    const payload = parseJson(data)
    if (!isRecord(payload)) continue
    const type = typeof payload['type'] === 'string' ? payload['type'] : event
    switch (type) {
      case 'response.output_text.delta':
      case 'response.refusal.delta':
        if (typeof payload['delta'] === 'string' && payload['delta'] !== '') {
          hasText = true
          yield { type: 'text', text: payload['delta'] }
        }
        break
      case 'response.completed':
      case 'response.incomplete': {
        const response = isRecord(payload['response']) ? payload['response'] : {}
        const usage = usageOf(response['usage'])
        if (usage) yield { type: 'usage', usage }
        if (type === 'response.incomplete') yield { type: 'cut-short' }
        return
      }
      case 'response.failed': {
        const response = isRecord(payload['response']) ? payload['response'] : {}
        throw streamedFailure(response['error'], hasText, requestId)
      }
      case 'error':
        throw streamedFailure(payload['error'] ?? payload, hasText, requestId)
      // The other events report progress that Easel doesn't show.
    }
  }
  throw failed(hasText ? 'connection-lost' : 'answer-empty')
}

/** A server that ignores `stream` answers with the whole response at once. */
function* textOfResponse(json: unknown, requestId: string | undefined): Generator<TextEvent> {
  if (!isRecord(json)) throw failed('answer-damaged')
  if (isRecord(json['error'])) throw streamedFailure(json['error'], false, requestId)
  const output = Array.isArray(json['output']) ? json['output'] : []
  const parts = output.flatMap((item) => (isRecord(item) && Array.isArray(item['content']) ? item['content'] : []))
  const text = parts.map((part) => (isRecord(part) && typeof part['text'] === 'string' ? part['text'] : '')).join('')
  if (text === '') throw failed('answer-empty')
  yield { type: 'text', text }
  const usage = usageOf(json['usage'])
  if (usage) yield { type: 'usage', usage }
}

function usageOf(value: unknown): Usage | undefined {
  if (!isRecord(value)) return undefined
  const { input_tokens: input, output_tokens: output } = value
  if (typeof input !== 'number' || typeof output !== 'number' || input + output === 0) return undefined
  return { textIn: input, imageIn: 0, imageOut: 0, textOut: output }
}
