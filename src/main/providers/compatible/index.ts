/**
 * Servers that copy OpenAI's API. They know less than the original, and refuse what they don't know: only what was asked
 * for is sent, as one plain answer for images and as a stream for text. Everything is read with the same leniency.
 */
import { findModel } from '@shared/catalogue'
import { parseModelId } from '@shared/services/ids'
import { readPrompt, type ImageRequest, type TextRequest } from '@shared/request'
import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions'
import { MAX_TEXT_ANSWER_BYTES, limitAnswerBytes, type Deadlines } from '../answer-body'
import { combineAdapters, type Adapter } from '../adapter'
import { decodeImages } from '../answers/decode-images'
import { decodeText } from '../answers/decode-text'
import { fetchNamedImage } from '../fetch-named-image'
import { callOnce, type OpenAIConnection } from '../openai/client'
import { createStreamedFailure } from '../openai/failures'

/** A large image on a processor without a graphics card takes half an hour. */
const DEADLINES: Deadlines = { headersMs: 60 * 60_000, idleMs: 60 * 60_000, wakeMs: 10 * 60_000 }

export function createCompatible(given: Omit<OpenAIConnection, 'isKeyOptional'>): Adapter {
  const connection: OpenAIConnection = { deadlines: DEADLINES, ...given, isKeyOptional: true }
  const reading = { explainError: createStreamedFailure, ...(connection.note && { note: connection.note }) }
  return combineAdapters({
    image: {
      answer: (request, attempt) =>
        callOnce(
          connection,
          attempt,
          limitAnswerBytes(request.options.count),
          (client, options) =>
            client.post('/images/generations', { ...options, body: buildImageBody(request) }).asResponse(),
          ({ body, requestId }) =>
            decodeImages(body, {
              request,
              fetchImage: (url) => fetchNamedImage(connection, url, { signal: attempt.signal }),
              requestId,
              ...reading,
            }),
        ),
      decode: (request, kept, allowed = []) =>
        decodeImages(kept, { request, fetchImage: (url) => fetchNamedImage(connection, url, { allowed }), ...reading }),
    },
    text: {
      answer: (request, attempt) =>
        callOnce(
          connection,
          attempt,
          MAX_TEXT_ANSWER_BYTES,
          (client, options) => client.chat.completions.create(buildTextBody(request), options).asResponse(),
          ({ body, requestId }) => decodeText(body, { requestId, ...reading }),
        ),
      decode: (_request, kept) => decodeText(kept, reading),
    },
  })
}

function getWireName(id: string): string {
  return findModel(id)?.wireName ?? parseModelId(id)?.name ?? id
}

/** Exported for its tests. */
export function buildImageBody({ model: id, parts, options }: ImageRequest): Readonly<Record<string, unknown>> {
  const model = findModel(id)
  // Behind a gateway a model of OpenAI's takes its own options, and refuses `response_format`: it always answers base64.
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

function buildTextBody({ model, turns }: TextRequest): ChatCompletionCreateParamsStreaming {
  return {
    model: getWireName(model),
    messages: turns.map(({ role, parts }) => ({ role, content: readPrompt(parts) })),
    stream: true,
    stream_options: { include_usage: true },
  }
}
