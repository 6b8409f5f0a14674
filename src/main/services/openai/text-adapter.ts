/** OpenAI's Responses API as a `TextAdapter`. */
import { findTextModel } from '@shared/catalogue'
import type { TextRequest } from '@shared/request'
import type { EasyInputMessage, ResponseCreateParamsStreaming } from 'openai/resources/responses/responses'
import { MAX_TEXT_ANSWER_BYTES } from '../answer-body'
import type { Attempt, AnswerEvent, TextAdapter } from '../adapter'
import { decodeText } from '../answers/decode-text'
import { explainSettings } from '../answers/explain-settings'
import { callOnce, type OpenAIConnection } from './client'
import { createStreamedFailure } from './failures'
import type { Note } from '../network'
import { joinTexts, listReadInputs, readTurns, toDataUrl, type ReadPart, type ReadTurn } from '../read-inputs'

export class OpenAITextAdapter implements TextAdapter {
  readonly #connection: OpenAIConnection

  constructor(connection: OpenAIConnection) {
    this.#connection = connection
  }

  async *answer(request: TextRequest, attempt: Attempt): AsyncGenerator<AnswerEvent> {
    const body = buildBody(request, await readTurns(request.turns, attempt))
    const events = callOnce(
      this.#connection,
      attempt,
      MAX_TEXT_ANSWER_BYTES,
      (client, options) => client.responses.create(body, options).asResponse(),
      ({ body: answer, requestId }) =>
        decodeText(answer, { requestId, explainError: createStreamedFailure, ...this.#notes }),
    )
    yield* explainSettings(request, events)
  }

  decode(_request: TextRequest, kept: AsyncIterable<Uint8Array>): AsyncIterable<AnswerEvent> {
    return decodeText(kept, { explainError: createStreamedFailure, ...this.#notes })
  }

  get #notes(): { readonly note?: Note } {
    const { note } = this.#connection
    return note ? { note } : {}
  }
}

/** `store: false`: chats stay on the user's disk, not at the provider. */
function buildBody(
  { model, instructions, settings = {} }: TextRequest,
  turns: readonly ReadTurn[],
): ResponseCreateParamsStreaming {
  const { temperature, effort, maxOutput, tellsReasoning } = settings
  const reasoning = { ...(effort && { effort }), ...(tellsReasoning && { summary: 'auto' as const }) }
  return {
    model: findTextModel(model)?.wireName ?? model,
    ...(instructions !== undefined && { instructions }),
    input: turns.map(({ role, parts }) => ({ role, content: buildContent(parts) })),
    ...(temperature !== undefined && { temperature }),
    ...(Object.keys(reasoning).length > 0 && { reasoning }),
    ...(maxOutput !== undefined && { max_output_tokens: maxOutput }),
    store: false,
    stream: true,
  }
}

function buildContent(parts: readonly ReadPart[]): EasyInputMessage['content'] {
  if (listReadInputs(parts).length === 0) return joinTexts(parts)
  return parts.map((part) =>
    part.type === 'text'
      ? { type: 'input_text', text: part.text }
      : { type: 'input_image', image_url: toDataUrl(part), detail: 'auto' },
  )
}
