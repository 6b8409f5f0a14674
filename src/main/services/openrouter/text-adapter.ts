/** OpenRouter's chat completions as a `TextAdapter`, streamed. */
import { findTextModel } from '@shared/catalogue'
import type { TextRequest } from '@shared/request'
import type { AnswerEvent, Attempt, TextAdapter } from '../adapter'
import { MAX_TEXT_ANSWER_BYTES } from '../answer-body'
import { decodeText } from '../answers/decode-text'
import type { DecodingParts } from '../answers/decoding-parts'
import { explainSettings } from '../answers/explain-settings'
import { joinTexts, listReadInputs, readTurns, toDataUrl, type ReadPart, type ReadTurn } from '../read-inputs'
import { getKeyedAccount, type ServiceConnection } from '../watched-call'
import { callOnce } from './client'
import { readCost } from './cost'
import { toStreamedFailure } from './failures'

export class OpenRouterTextAdapter implements TextAdapter {
  readonly #connection: ServiceConnection

  constructor(connection: ServiceConnection) {
    this.#connection = connection
  }

  async *answer(request: TextRequest, attempt: Attempt): AsyncIterable<AnswerEvent> {
    getKeyedAccount(this.#connection)
    const call = {
      path: 'chat/completions',
      body: buildBody(request, await readTurns(request.turns, attempt)),
      mostBytes: MAX_TEXT_ANSWER_BYTES,
    }
    const events = callOnce(this.#connection, attempt, call, ({ body, requestId }) =>
      decodeText(body, { ...this.#reading, requestId }),
    )
    yield* explainSettings(request, events)
  }

  decode(_request: TextRequest, kept: AsyncIterable<Uint8Array>): AsyncIterable<AnswerEvent> {
    return decodeText(kept, this.#reading)
  }

  get #reading(): DecodingParts {
    const { note } = this.#connection
    return { explainError: toStreamedFailure, readCost, ...(note && { note }) }
  }
}

/** `usage.include` adds the cost to the last event of the stream. */
function buildBody({ model, instructions, settings = {} }: TextRequest, turns: readonly ReadTurn[]): unknown {
  const { temperature, effort, maxOutput, webSearch } = settings
  return {
    model: findTextModel(model)?.wireName ?? model,
    messages: [
      ...(instructions === undefined ? [] : [{ role: 'system', content: instructions }]),
      ...turns.map(({ role, parts }) => ({ role, content: buildContent(parts) })),
    ],
    ...(temperature !== undefined && { temperature }),
    ...(effort && { reasoning: { effort } }),
    ...(maxOutput !== undefined && { max_tokens: maxOutput }),
    ...(webSearch && { tools: [{ type: 'openrouter:web_search' }] }),
    stream: true,
    usage: { include: true },
  }
}

/** Uses plain text if there are no images. */
function buildContent(parts: readonly ReadPart[]): unknown {
  if (listReadInputs(parts).length === 0) return joinTexts(parts)
  return parts.map((part) => (part.type === 'text' ? part : { type: 'image_url', image_url: { url: toDataUrl(part) } }))
}
