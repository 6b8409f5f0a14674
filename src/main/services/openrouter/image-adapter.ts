/** OpenRouter's image endpoint as an `ImageAdapter`. */
import { findModel } from '@shared/catalogue'
import type { ModelFinder } from '@shared/catalogue/find-listed'
import { fitOptions } from '@shared/catalogue/options'
import { readPrompt, type ImageRequest } from '@shared/request'
import type { ImageModel } from '@shared/services/model'
import type { AnswerEvent, Attempt, ImageAdapter } from '../adapter'
import { limitAnswerBytes } from '../answer-body'
import { decodeImages, type ImageDecoding } from '../answers/decode-images'
import { fetchNamedImage } from '../fetch-named-image'
import { listReadInputs, readParts, toDataUrl, type ReadInput } from '../read-inputs'
import { getKeyedAccount, type ServiceConnection } from '../watched-call'
import { callOnce } from './client'
import { readCost } from './cost'
import { toStreamedFailure } from './failures'

export interface OpenRouterConnection extends ServiceConnection {
  /** Finds models, including what the service lists. */
  readonly findModel?: ModelFinder | undefined
}

export class OpenRouterImageAdapter implements ImageAdapter {
  readonly #connection: OpenRouterConnection

  constructor(connection: OpenRouterConnection) {
    this.#connection = connection
  }

  async *answer(request: ImageRequest, attempt: Attempt): AsyncIterable<AnswerEvent> {
    getKeyedAccount(this.#connection)
    const body = buildBody(request, listReadInputs(await readParts(request.parts, attempt)), this.#connection.findModel)
    const { count, previews } = request.options
    const call = { path: 'images', body, mostBytes: limitAnswerBytes(count * (1 + previews)) }
    yield* callOnce(this.#connection, attempt, call, (answered) =>
      decodeImages(answered.body, {
        ...this.#prepare(request, { signal: attempt.signal }),
        requestId: answered.requestId,
      }),
    )
  }

  decode(
    request: ImageRequest,
    kept: AsyncIterable<Uint8Array>,
    allowed: readonly string[] = [],
  ): AsyncIterable<AnswerEvent> {
    return decodeImages(kept, this.#prepare(request, { allowed }))
  }

  #prepare(request: ImageRequest, how: Parameters<typeof fetchNamedImage>[2]): ImageDecoding {
    const { note } = this.#connection
    return {
      request,
      fetchImage: (url) => fetchNamedImage(this.#connection, url, how),
      explainError: toStreamedFailure,
      readCost,
      ...(note && { note }),
    }
  }
}

/**
 * Sends only options that the model supports according to the service's list. `stream` enables previews; the service
 * decides how many.
 */
export function buildBody(
  { model: id, parts, options: asked }: ImageRequest,
  inputs: readonly ReadInput[],
  find: ModelFinder = findModel,
): Readonly<Record<string, unknown>> {
  const found = find(id)
  const model = found?.kind === 'image' ? found : undefined
  const options = model ? fitOptions(model, asked) : asked
  const { count, quality, background, format, compression, previews } = options
  const choosesFormat = model !== undefined && !model.choosesFormat
  return {
    model: model?.wireName ?? id,
    prompt: readPrompt(parts),
    ...(count > 1 && { n: count }),
    ...(model && buildShape(model, options)),
    ...(quality !== 'auto' && { quality }),
    ...(background !== 'auto' && { background }),
    ...(choosesFormat && { output_format: format }),
    ...(choosesFormat && format !== 'png' && { output_compression: compression }),
    ...(inputs.length > 0 && {
      input_references: inputs.map((input) => ({ type: 'image_url', image_url: { url: toDataUrl(input) } })),
    }),
    ...(previews > 0 && { stream: true }),
  }
}

/** Leaves out options with only one value, which the service uses anyway. */
function buildShape(
  { aspectRatios = [], resolutions = [] }: ImageModel,
  { size, aspectRatio, resolution }: ImageRequest['options'],
): Readonly<Record<string, string>> {
  if (aspectRatio === undefined) return size === 'auto' ? {} : { size }
  return {
    ...(aspectRatios.length > 1 && { aspect_ratio: aspectRatio }),
    ...(resolutions.length > 1 && resolution && { resolution }),
  }
}
