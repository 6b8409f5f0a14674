/** OpenAI's Responses API as a `TextAdapter`. */
import { findTextModel } from '@shared/catalogue'
import { readPrompt, type TextRequest } from '@shared/request'
import type { ResponseCreateParamsStreaming } from 'openai/resources/responses/responses'
import { MAX_TEXT_ANSWER_BYTES } from '../answer-body'
import type { Attempt, AnswerEvent, TextAdapter } from '../adapter'
import { decodeText } from '../answers/decode-text'
import { callOnce, type OpenAIConnection } from './client'
import { createStreamedFailure } from './failures'
import type { Note } from '../network'

export class OpenAITextAdapter implements TextAdapter {
  readonly #connection: OpenAIConnection

  constructor(connection: OpenAIConnection) {
    this.#connection = connection
  }

  answer(request: TextRequest, attempt: Attempt): AsyncIterable<AnswerEvent> {
    return callOnce(
      this.#connection,
      attempt,
      MAX_TEXT_ANSWER_BYTES,
      (client, options) => client.responses.create(buildBody(request), options).asResponse(),
      ({ body, requestId }) => decodeText(body, { requestId, explainError: createStreamedFailure, ...this.#notes }),
    )
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
function buildBody(request: TextRequest): ResponseCreateParamsStreaming {
  return {
    model: findTextModel(request.model)?.wireName ?? request.model,
    input: request.turns.map(({ role, parts }) => ({ role, content: readPrompt(parts) })),
    store: false,
    stream: true,
  }
}
