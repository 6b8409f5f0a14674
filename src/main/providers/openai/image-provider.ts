/** OpenAI's image endpoint as an `ImageProvider`. */
import { findImageModel } from '@shared/catalogue'
import type { ImageOptions } from '@shared/image-options'
import type { Usage } from '@shared/pricing'
import type { ImageRequest, Rendering } from '@shared/run'
import type { ImageGenerateParamsNonStreaming, ImageGenerateParamsStreaming } from 'openai/resources/images'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { decodeBase64 } from '../../objects/decode-base64'
import { mostAnswerBytes } from '../answer-body'
import type { Attempt, ImageEvent, ImageProvider } from '../provider'
import { fetchRemoteImage } from '../remote-image'
import { usageOfAnswer } from './answer-usage'
import { callOnce, type OpenAIConnection } from './client'
import { isRecord } from '../json'
import { failed, openAnswer, parseJson } from './decode-answer'
import { streamedFailure } from './failures'
import type { ServerSentEvent } from './server-sent-events'

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
        decodeImages(body, request, (url) => this.#fetchImage(url, attempt.signal), {
          attempt,
          requestId,
        }),
    )
  }

  decode(request: ImageRequest, kept: AsyncIterable<Uint8Array>): AsyncIterable<ImageEvent> {
    return decodeImages(kept, request, (url) => this.#fetchImage(url))
  }

  async #fetchImage(url: string, signal?: AbortSignal): Promise<Buffer | undefined> {
    const account = this.#connection.account()
    if ('problem' in account) return undefined
    return fetchRemoteImage(url, { ...account, fetch: this.#connection.fetch, ...(signal && { signal }) })
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

/** Downloads an image that the answer names by address. Undefined when that fails. */
type FetchImage = (url: string) => Promise<Uint8Array | undefined>

interface LiveCall {
  readonly attempt: Pick<Attempt, 'hasArrived'>
  readonly requestId: string | undefined
}

/** Yields images, previews and usage from a body, streamed or plain. Throws unless the answer reached its end. */
export async function* decodeImages(
  body: AsyncIterable<Uint8Array>,
  request: ImageRequest,
  fetchImage: FetchImage,
  live?: LiveCall,
): AsyncGenerator<ImageEvent> {
  const answer = await openAnswer(body)
  if (answer.form === 'json') {
    const { text, brokenBy } = await answer.readText()
    if (brokenBy === undefined) await live?.attempt.hasArrived()
    yield* imagesOfText(text, brokenBy, fetchImage, live?.requestId)
  } else yield* imagesOfEvents(answer.events, request, fetchImage, live)
}

/** In characters. Parsing a larger event takes a millisecond, so what follows waits for main's next turn. */
const LARGE = 256 * 1024

async function* imagesOfEvents(
  events: AsyncIterable<ServerSentEvent>,
  request: ImageRequest,
  fetchImage: FetchImage,
  live: LiveCall | undefined,
): AsyncGenerator<ImageEvent> {
  const counts: (Usage | undefined)[] = []
  let previews = 0
  for await (const { event, data } of events) {
    if (data === '[DONE]') break
    const payload = parseJson(data)
    if (data.length > LARGE) await nextTurn()
    if (!isRecord(payload)) continue
    const type = typeof payload['type'] === 'string' ? payload['type'] : event
    if (type === 'error' || isRecord(payload['error'])) {
      throw streamedFailure(payload['error'] ?? payload, previews + counts.length > 0, live?.requestId)
    }
    if (type.endsWith('.partial_image')) {
      const preview = await previewOf(payload, previews)
      previews += 1
      if (preview) yield preview
    } else if (type.endsWith('.completed')) {
      await live?.attempt.hasArrived()
      yield await imageOf(payload, counts.length, fetchImage)
      counts.push(usageOf(payload['usage']))
      // Everything requested is here, so don't wait for a server that keeps the connection open.
      if (counts.length >= request.options.count) break
    }
  }
  if (counts.length === 0) throw failed(previews > 0 ? 'connection-lost' : 'answer-empty')
  const usage = usageOfAnswer(counts, previews, request)
  if (usage) yield { type: 'usage', usage }
}

/** An image's base64 between its quotes, which has arrived completely. */
const WHOLE_BASE64 = /"b64_json"\s*:\s*"([^"\\]*)"/g

/** From a body that was cut off or is malformed, yields the complete images and then reports what was wrong. */
async function* imagesOfText(
  text: string,
  brokenBy: unknown,
  fetchImage: FetchImage,
  requestId: string | undefined,
): AsyncGenerator<ImageEvent> {
  const json = brokenBy === undefined ? parsedOr(text) : { damage: brokenBy }
  if ('value' in json) return yield* imagesOfJson(json.value, fetchImage, requestId)
  let index = 0
  for (const [, base64] of text.matchAll(WHOLE_BASE64)) {
    yield await imageOf({ b64_json: base64 }, index, fetchImage)
    index += 1
  }
  throw json.damage
}

function parsedOr(text: string): { readonly value: unknown } | { readonly damage: unknown } {
  try {
    return { value: parseJson(text) }
  } catch (damage) {
    return { damage }
  }
}

async function* imagesOfJson(
  json: unknown,
  fetchImage: FetchImage,
  requestId: string | undefined,
): AsyncGenerator<ImageEvent> {
  if (!isRecord(json)) throw failed('answer-damaged')
  if (json['error'] !== undefined && json['data'] === undefined) throw streamedFailure(json['error'], false, requestId)
  const data = Array.isArray(json['data']) ? json['data'] : []
  if (data.length === 0) throw failed('answer-empty')
  for (const [index, item] of data.entries()) {
    // The plain form reports once for all images what the streamed form reports for each.
    const { quality, background } = json
    yield await imageOf({ quality, background, ...(isRecord(item) && item) }, index, fetchImage)
  }
  const usage = usageOf(json['usage'])
  if (usage) yield { type: 'usage', usage }
}

async function previewOf(payload: Record<string, unknown>, fallbackIndex: number): Promise<ImageEvent | undefined> {
  const { b64_json: base64, partial_image_index: index } = payload
  if (typeof base64 !== 'string') return undefined
  try {
    const bytes = await decodeBase64(base64)
    return { type: 'preview', index: typeof index === 'number' ? index : fallbackIndex, bytes }
  } catch {
    // Ignore a damaged preview: the image itself is still to come.
    return undefined
  }
}

async function imageOf(item: Record<string, unknown>, index: number, fetchImage: FetchImage): Promise<ImageEvent> {
  const { revised_prompt: revisedPrompt } = item
  const bytes = await bytesOf(item, fetchImage)
  if (!bytes) return { type: 'unreadable-image', index }
  return {
    type: 'image',
    index,
    bytes,
    ...(typeof revisedPrompt === 'string' && revisedPrompt !== '' && { revisedPrompt }),
    ...renderingOf(item),
  }
}

/** A value of the API, such as "xhigh". Anything else is of no use. */
const API_VALUE = /^[a-z\d_-]{1,20}$/

function renderingOf({ quality, background }: Record<string, unknown>): { readonly rendering?: Rendering } {
  const rendering = {
    ...(isApiValue(quality) && { quality }),
    ...(isApiValue(background) && { background }),
  }
  return Object.keys(rendering).length > 0 ? { rendering } : {}
}

function isApiValue(value: unknown): value is string {
  return typeof value === 'string' && API_VALUE.test(value)
}

/** Compatible servers send a data: URL or an address where OpenAI sends base64. */
async function bytesOf(
  { b64_json: base64, url }: Record<string, unknown>,
  fetchImage: FetchImage,
): Promise<Uint8Array | undefined> {
  const source = typeof base64 === 'string' && base64 !== '' ? base64 : url
  if (typeof source !== 'string' || source === '') return undefined
  if (source === url && !source.startsWith('data:')) return fetchImage(source)
  try {
    return await decodeBase64(source)
  } catch {
    return undefined
  }
}

/** Undefined when the server counted nothing: zeros mean "not reported", never "free". */
function usageOf(value: unknown): Usage | undefined {
  if (!isRecord(value)) return undefined
  const inputs = isRecord(value['input_tokens_details']) ? value['input_tokens_details'] : {}
  const outputs = isRecord(value['output_tokens_details']) ? value['output_tokens_details'] : {}
  const textOut = count(outputs['text_tokens'])
  const usage = {
    textIn: isRecord(value['input_tokens_details']) ? count(inputs['text_tokens']) : count(value['input_tokens']),
    imageIn: count(inputs['image_tokens']),
    imageOut: Math.max(0, count(value['output_tokens']) - textOut),
    textOut,
  }
  return usage.imageOut + usage.textIn + usage.imageIn > 0 ? usage : undefined
}

function count(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? Math.round(value) : 0
}
