/** OpenAI's image endpoint as an `ImageAdapter`. */
import { findImageModel } from '@shared/catalogue'
import { readPrompt, type ImageRequest } from '@shared/request'
import type { ImageEditParamsStreaming, ImageGenerateParamsStreaming } from 'openai/resources/images'
import { limitAnswerBytes } from '../answer-body'
import type { Attempt, AnswerEvent, ImageAdapter } from '../adapter'
import { decodeImages } from '../answers/decode-images'
import { fetchNamedImage } from '../fetch-named-image'
import type { Note } from '../network'
import { listReadInputs, readParts } from '../read-inputs'
import { callOnce, type OpenAIConnection } from './client'
import { buildEditFiles, type EditFiles } from './edit-body'
import { createStreamedFailure } from './failures'

export class OpenAIImageAdapter implements ImageAdapter {
  readonly #connection: OpenAIConnection

  constructor(connection: OpenAIConnection) {
    this.#connection = connection
  }

  async *answer(request: ImageRequest, attempt: Attempt): AsyncGenerator<AnswerEvent> {
    const files = await buildEditFiles(listReadInputs(await readParts(request.parts, attempt)))
    yield* callOnce(
      this.#connection,
      attempt,
      limitAnswerBytes(request.options.count * (1 + request.options.previews)),
      (client, options) =>
        files
          ? client.images.edit(buildEditBody(request, files), options).asResponse()
          : client.images.generate(buildBody(request), options).asResponse(),
      ({ body, requestId }) =>
        decodeImages(body, {
          request,
          fetchImage: (url) => fetchNamedImage(this.#connection, url, { signal: attempt.signal }),
          requestId,
          explainError: createStreamedFailure,
          ...this.#notes,
        }),
    )
  }

  decode(
    request: ImageRequest,
    kept: AsyncIterable<Uint8Array>,
    allowed: readonly string[] = [],
  ): AsyncIterable<AnswerEvent> {
    return decodeImages(kept, {
      request,
      fetchImage: (url) => fetchNamedImage(this.#connection, url, { allowed }),
      explainError: createStreamedFailure,
      ...this.#notes,
    })
  }

  get #notes(): { readonly note?: Note } {
    const { note } = this.#connection
    return note ? { note } : {}
  }
}

/** Builds the request as documented by OpenAI: the basics, and anything that differs from the service's defaults. */
export function buildBody(request: ImageRequest): ImageGenerateParamsStreaming {
  const { options } = request
  return {
    model: findImageModel(request.model)?.wireName ?? request.model,
    prompt: readPrompt(request.parts),
    n: options.count,
    size: options.size,
    quality: options.quality,
    output_format: options.format,
    ...(options.format !== 'png' && { output_compression: options.compression }),
    ...(options.background !== 'auto' && { background: options.background }),
    ...(options.moderation !== 'auto' && { moderation: options.moderation }),
    stream: true,
    partial_images: options.previews,
  }
}

/**
 * Builds the request for an edit. `moderation` is in OpenAI's specification of edits, but not in the SDK's type. The
 * fidelity is sent only if the model offers a choice: newer models refuse the field, and always use high fidelity.
 */
function buildEditBody(request: ImageRequest, files: EditFiles): ImageEditParamsStreaming {
  const fidelities = findImageModel(request.model)?.references?.fidelities
  return {
    ...buildBody(request),
    ...files,
    ...(fidelities?.includes('high') && { input_fidelity: 'high' }),
  } as ImageEditParamsStreaming
}
