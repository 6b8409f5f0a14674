/** OpenAI's Responses API as a `TextAdapter`. */
import { findImageModel, findTextModel } from '@shared/catalogue'
import type { TextRequest } from '@shared/request'
import type { EasyInputMessage, ResponseCreateParamsStreaming, Tool } from 'openai/resources/responses/responses'
import { MOST_TOOL_IMAGES, type ImageToolSettings, type TextSettings } from '@shared/text-settings'
import { MOST_SEARCHES } from '@shared/web-search'
import { limitAnswerBytes, MAX_TEXT_ANSWER_BYTES } from '../answer-body'
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
      limitBytes(request),
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
    ...createTools(settings),
    store: false,
    stream: true,
  }
}

/** The limit is one of all calls together: with both tools, the smaller one, so that what is reserved under a cap is enough. */
function createTools({
  imageTool,
  webSearch,
}: TextSettings): Pick<ResponseCreateParamsStreaming, 'tools' | 'max_tool_calls'> {
  if (!imageTool && !webSearch) return {}
  return {
    tools: [
      ...(webSearch ? [{ type: 'web_search' } as const] : []),
      ...(imageTool ? [createImageTool(imageTool)] : []),
    ],
    max_tool_calls: imageTool ? MOST_TOOL_IMAGES : MOST_SEARCHES,
  }
}

/** As many previews as our own image requests have by default. */
const PREVIEWS = 2

/** The text model chooses the size, and whether it makes anything at all. */
function createImageTool({ model, quality }: ImageToolSettings): Tool.ImageGeneration {
  return {
    type: 'image_generation',
    model: findImageModel(model)?.wireName ?? model,
    quality,
    size: 'auto',
    partial_images: PREVIEWS,
  }
}

/** The end of an answer repeats the images that came before it. */
function limitBytes({ settings }: TextRequest): number {
  return settings?.imageTool ? MAX_TEXT_ANSWER_BYTES + limitAnswerBytes(2 * MOST_TOOL_IMAGES) : MAX_TEXT_ANSWER_BYTES
}

function buildContent(parts: readonly ReadPart[]): EasyInputMessage['content'] {
  if (listReadInputs(parts).length === 0) return joinTexts(parts)
  return parts.map((part) =>
    part.type === 'text'
      ? { type: 'input_text', text: part.text }
      : { type: 'input_image', image_url: toDataUrl(part), detail: 'auto' },
  )
}
