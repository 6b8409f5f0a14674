/** OpenRouter's chat completions as a `TextAdapter`, streamed. */
import { findTextModel } from '@shared/catalogue'
import { readPrompt, type TextRequest, type TextTurn } from '@shared/request'
import type { AnswerEvent, Attempt, TextAdapter } from '../adapter'
import { MAX_TEXT_ANSWER_BYTES } from '../answer-body'
import { decodeText } from '../answers/decode-text'
import type { DecodingParts } from '../answers/decoding-parts'
import { readInputs, toDataUrl } from '../read-inputs'
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
      body: await buildBody(request, attempt),
      mostBytes: MAX_TEXT_ANSWER_BYTES,
    }
    yield* callOnce(this.#connection, attempt, call, ({ body, requestId }) =>
      decodeText(body, { ...this.#reading, requestId }),
    )
  }

  decode(_request: TextRequest, kept: AsyncIterable<Uint8Array>): AsyncIterable<AnswerEvent> {
    return decodeText(kept, this.#reading)
  }

  get #reading(): DecodingParts {
    const { note } = this.#connection
    return { explainError: toStreamedFailure, readCost, ...(note && { note }) }
  }
}

/** `usage.include`: the last event of the stream tells what the answer costs. */
async function buildBody({ model, turns }: TextRequest, attempt: Attempt): Promise<unknown> {
  const messages: unknown[] = []
  for (const turn of turns) messages.push({ role: turn.role, content: await buildContent(turn, attempt) })
  return {
    model: findTextModel(model)?.wireName ?? model,
    messages,
    stream: true,
    usage: { include: true },
  }
}

/** Only what users send can hold images. */
async function buildContent({ role, parts }: TextTurn, attempt: Attempt): Promise<unknown> {
  const inputs = role === 'user' ? await readInputs(parts, attempt) : []
  if (inputs.length === 0) return readPrompt(parts)
  return [
    { type: 'text', text: readPrompt(parts) },
    ...inputs.map((input) => ({ type: 'image_url', image_url: { url: toDataUrl(input) } })),
  ]
}
