/**
 * Servers that copy OpenAI's API. They know less than the original, and refuse what they don't know: only what was asked
 * for is sent, as one plain answer for images and as a stream for text. Everything is read with the same leniency.
 */
import { findModel } from '@shared/catalogue'
import { parseModelId } from '@shared/services/ids'
import type { ImageRequest, TextRequest } from '@shared/run'
import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions'
import { MAX_TEXT_ANSWER_BYTES, mostAnswerBytes, type Deadlines } from '../answer-body'
import type { Providers } from '../create-providers'
import { callOnce, type OpenAIConnection } from '../openai/client'
import { decodeImages } from '../openai/decode-images'
import { decodeText } from '../openai/decode-text'
import { fetchRemoteImage, type RemoteImageParts } from '../remote-image'

/** A large image on a processor without a graphics card takes half an hour. */
const DEADLINES: Deadlines = { headersMs: 60 * 60_000, idleMs: 60 * 60_000, wakeMs: 10 * 60_000 }

export function createCompatible(given: Omit<OpenAIConnection, 'isKeyOptional'>): Providers {
  const connection: OpenAIConnection = { deadlines: DEADLINES, ...given, isKeyOptional: true }
  const notes = connection.note ? { note: connection.note } : {}
  const fetchImage = async (url: string, how: Pick<RemoteImageParts, 'signal' | 'allowed'>) => {
    const account = connection.account()
    if ('problem' in account) return { address: url, reason: 'unreachable' } as const
    return fetchRemoteImage(url, { ...account, ...how, fetch: connection.fetch, isProxied: connection.isProxied })
  }
  return {
    image: {
      id: 'compatible',
      generate: (request, attempt) =>
        callOnce(
          connection,
          attempt,
          mostAnswerBytes(request.options.count),
          (client, options) =>
            client.post('/images/generations', { ...options, body: imageBody(request) }).asResponse(),
          ({ body, requestId }) =>
            decodeImages(body, {
              request,
              fetchImage: (url) => fetchImage(url, { signal: attempt.signal }),
              live: { attempt, requestId },
              ...notes,
            }),
        ),
      decode: (request, kept, allowed = []) =>
        decodeImages(kept, { request, fetchImage: (url) => fetchImage(url, { allowed }), ...notes }),
    },
    text: {
      id: 'compatible',
      answer: (request, attempt) =>
        callOnce(
          connection,
          attempt,
          MAX_TEXT_ANSWER_BYTES,
          (client, options) => client.chat.completions.create(textBody(request), options).asResponse(),
          ({ body, requestId }) => decodeText(body, { requestId, ...notes }),
        ),
      decode: (_request, kept) => decodeText(kept, notes),
    },
  }
}

function getWireName(id: string): string {
  return findModel(id)?.wireName ?? parseModelId(id)?.name ?? id
}

/** Exported for its tests. */
export function imageBody({ model: id, prompt, options }: ImageRequest): Readonly<Record<string, unknown>> {
  const model = findModel(id)
  // Behind a gateway a model of OpenAI's takes its own options, and refuses `response_format`: it always answers base64.
  const isKnown = model?.kind === 'image' && model.qualities.length > 1
  return {
    model: getWireName(id),
    prompt,
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

function textBody({ model, turns }: TextRequest): ChatCompletionCreateParamsStreaming {
  return {
    model: getWireName(model),
    messages: turns.map(({ role, text }) => ({ role, content: text })),
    stream: true,
    stream_options: { include_usage: true },
  }
}
