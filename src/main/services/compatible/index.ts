/**
 * Servers that copy OpenAI's API. They know less than the original and refuse what they don't know. So only what was
 * chosen is sent, and images are requested as one plain answer, text as a stream. Everything is decoded with the same
 * leniency.
 */
import { findModel } from '@shared/catalogue'
import { FailureError } from '@shared/failure'
import { parseModelId } from '@shared/services/ids'
import { readPrompt, type ImageRequest, type TextRequest } from '@shared/request'
import type {
  ChatCompletionContentPart,
  ChatCompletionCreateParamsStreaming,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions'
import type { ImageEditParams } from 'openai/resources/images'
import { MAX_TEXT_ANSWER_BYTES, limitAnswerBytes, type Deadlines } from '../answer-body'
import { combineAdapters, type Adapter, type AnswerEvent } from '../adapter'
import { decodeImages } from '../answers/decode-images'
import { decodeText } from '../answers/decode-text'
import { explainSettings } from '../answers/explain-settings'
import { encodeJson, type Encodable } from '../encode-json'
import { fetchNamedImage } from '../fetch-named-image'
import { callOnce, type OpenAIConnection } from '../openai/client'
import { buildEditFiles } from '../openai/edit-body'
import { createStreamedFailure } from '../openai/failures'
import {
  joinTexts,
  listReadInputs,
  readParts,
  readTurns,
  toDataUrl,
  type ReadPart,
  type ReadTurn,
} from '../read-inputs'

/** A large image on a CPU takes half an hour. */
const DEADLINES: Deadlines = { headersMs: 60 * 60_000, idleMs: 60 * 60_000, wakeMs: 10 * 60_000 }

export function createAdapter(given: Omit<OpenAIConnection, 'isKeyOptional'>): Adapter {
  const connection: OpenAIConnection = { deadlines: DEADLINES, ...given, isKeyOptional: true }
  const reading = { explainError: createStreamedFailure, ...(connection.note && { note: connection.note }) }
  return combineAdapters({
    image: {
      answer: async function* (request, attempt) {
        const files = await buildEditFiles(listReadInputs(await readParts(request.parts, attempt)))
        const events = callOnce(
          connection,
          attempt,
          limitAnswerBytes(request.options.count),
          (client, options) =>
            files
              ? client.images.edit({ ...buildImageBody(request), ...files } as ImageEditParams, options).asResponse()
              : client.post('/images/generations', { ...options, body: buildImageBody(request) }).asResponse(),
          ({ body, requestId }) =>
            decodeImages(body, {
              request,
              fetchImage: (url) => fetchNamedImage(connection, url, { signal: attempt.signal }),
              requestId,
              ...reading,
            }),
        )
        yield* files ? explainMissingEdits(events) : events
      },
      decode: (request, kept, allowed = []) =>
        decodeImages(kept, { request, fetchImage: (url) => fetchNamedImage(connection, url, { allowed }), ...reading }),
    },
    text: {
      answer: async function* (request, attempt) {
        const asked = buildTextBody(request, await readTurns(request.turns, attempt))
        const encoded = await encodeJson(asked, attempt.signal)
        const events = callOnce(
          connection,
          attempt,
          MAX_TEXT_ANSWER_BYTES,
          (client, options) =>
            client.post('/chat/completions', { ...options, body: encoded, stream: true }).asResponse(),
          ({ body, requestId }) => decodeText(body, { requestId, ...reading }),
        )
        yield* explainSettings(request, events)
      },
      decode: (_request, kept) => decodeText(kept, reading),
    },
  })
}

/** Many servers make images but have no endpoint for edits. That doesn't mean that the address in Settings is wrong. */
async function* explainMissingEdits(events: AsyncIterable<AnswerEvent>): AsyncGenerator<AnswerEvent> {
  try {
    yield* events
  } catch (error) {
    const failure = error instanceof FailureError ? error.failure : undefined
    if (failure?.code !== 'address-wrong' || failure.suggestion) throw error
    throw new FailureError({ ...failure, code: 'request-unsupported' }, { cause: error })
  }
}

function getWireName(id: string): string {
  return findModel(id)?.wireName ?? parseModelId(id)?.name ?? id
}

/** Exported for tests. */
export function buildImageBody({ model: id, parts, options }: ImageRequest): Readonly<Record<string, unknown>> {
  const model = findModel(id)
  // On a gateway, OpenAI's own models take their own options, and refuse `response_format` because they always return
  // base64.
  const isKnown = model?.kind === 'image' && model.qualities.length > 1
  return {
    model: getWireName(id),
    prompt: readPrompt(parts),
    n: options.count,
    ...(options.size !== 'auto' && { size: options.size }),
    ...(isKnown
      ? {
          quality: options.quality,
          output_format: options.format,
          ...(options.format !== 'png' && { output_compression: options.compression }),
          ...(options.background !== 'auto' && { background: options.background }),
          ...(options.moderation !== 'auto' && { moderation: options.moderation }),
        }
      : { response_format: 'b64_json' }),
  }
}

/** Uses `max_tokens`, because most of these servers don't know its newer name. */
function buildTextBody(
  { model, instructions, settings = {} }: TextRequest,
  turns: readonly ReadTurn[],
): Encodable<ChatCompletionCreateParamsStreaming> {
  const { temperature, effort, maxOutput } = settings
  return {
    model: getWireName(model),
    messages: [
      ...(instructions === undefined ? [] : [{ role: 'system', content: instructions } as const]),
      ...turns.map(
        ({ role, parts }) => ({ role, content: buildContent(parts) }) as Encodable<ChatCompletionMessageParam>,
      ),
    ],
    ...(temperature !== undefined && { temperature }),
    ...(effort && { reasoning_effort: effort }),
    ...(maxOutput !== undefined && { max_tokens: maxOutput }),
    stream: true,
    stream_options: { include_usage: true },
  }
}

/** Uses plain text if there are no images: servers without vision know no other format. */
function buildContent(parts: readonly ReadPart[]): string | Encodable<ChatCompletionContentPart>[] {
  if (listReadInputs(parts).length === 0) return joinTexts(parts)
  return parts.map((part) => (part.type === 'text' ? part : { type: 'image_url', image_url: { url: toDataUrl(part) } }))
}
