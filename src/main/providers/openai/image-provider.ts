/** OpenAI's image endpoint as an `ImageProvider`. */
import { findImageModel } from '@shared/catalogue'
import type { ImageOptions } from '@shared/image-options'
import type { ImageRequest } from '@shared/run'
import type { ImageGenerateParamsNonStreaming, ImageGenerateParamsStreaming } from 'openai/resources/images'
import { mostAnswerBytes } from '../answer-body'
import type { Attempt, ImageEvent, ImageProvider } from '../provider'
import { fetchRemoteImage, type FetchedImage, type RemoteImageParts } from '../remote-image'
import { callOnce, type OpenAIConnection } from './client'
import type { Note } from '../network'
import { decodeImages } from './decode-images'

export class OpenAIImageProvider implements ImageProvider {
  readonly id = 'openai'
  readonly #connection: OpenAIConnection

  constructor(connection: OpenAIConnection) {
    this.#connection = connection
  }

  generate(request: ImageRequest, attempt: Attempt): AsyncIterable<ImageEvent> {
    return callOnce(
      this.#connection,
      attempt,
      mostAnswerBytes(request.options.count * (1 + request.options.previews)),
      (client, options) => client.images.generate(bodyOf(request), options).asResponse(),
      ({ body, requestId }) =>
        decodeImages(body, {
          request,
          fetchImage: (url) => this.#fetchImage(url, { signal: attempt.signal }),
          live: { attempt, requestId },
          ...this.#notes,
        }),
    )
  }

  decode(
    request: ImageRequest,
    kept: AsyncIterable<Uint8Array>,
    allowed: readonly string[] = [],
  ): AsyncIterable<ImageEvent> {
    return decodeImages(kept, { request, fetchImage: (url) => this.#fetchImage(url, { allowed }), ...this.#notes })
  }

  get #notes(): { readonly note?: Note } {
    const { note } = this.#connection
    return note ? { note } : {}
  }

  async #fetchImage(url: string, how: Pick<RemoteImageParts, 'signal' | 'allowed'>): Promise<FetchedImage> {
    const account = this.#connection.account()
    if ('problem' in account) return { address: url, reason: 'unreachable' }
    return fetchRemoteImage(url, {
      ...account,
      ...how,
      fetch: this.#connection.fetch,
      isProxied: this.#connection.isProxied,
    })
  }
}

/** Builds the request as OpenAI documents it: the basics, and whatever differs from the service's own defaults. */
export function bodyOf(request: ImageRequest): ImageGenerateParamsStreaming | ImageGenerateParamsNonStreaming {
  const { options } = request
  return {
    model: findImageModel(request.model)?.wireName ?? request.model,
    prompt: request.prompt,
    n: options.count,
    size: options.size,
    quality: options.quality,
    output_format: options.format,
    ...(options.format !== 'png' && { output_compression: options.compression }),
    ...(options.background !== 'auto' && { background: options.background }),
    ...(options.moderation !== 'auto' && { moderation: options.moderation }),
    ...streaming(options),
  }
}

function streaming(options: ImageOptions): { stream: true; partial_images: number } {
  return { stream: true, partial_images: options.previews }
}
