/** Reads images, previews and usage from the body of an answer, streamed or plain, arriving or stored. */
import { FailureError, type Failure } from '@shared/failure'
import { createTokenUsage, type Usage } from '@shared/usage'
import type { MicroUsd } from '@shared/money'
import type { ImageRequest } from '@shared/request'
import type { Rendering } from '@shared/answer'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { decodeBase64 } from '../../objects/decode-base64'
import { cleanProviderText } from '../clean-provider-text'
import { isRecord } from '../json'
import type { AnswerEvent } from '../adapter'
import type { FetchedImage } from '../remote-image'
import { computeAnswerUsage } from './answer-usage'
import { parseEvents, createFailure, openAnswer, parseText } from '../decode-answer'
import type { DecodingParts } from './decoding-parts'
import { findError, findRemark, findSentence } from './find-error'
import { findHiddenImages, findHiddenInText, isImageText } from './find-hidden-images'
import { findEndReason } from './find-end-reason'
import { findAll, findWholeImages, isFileAddress, type ImageItem } from './find-images'
import { findWords } from './find-words'
import { isFinished, isNamedPreview, isUnfinished, isUnfinishedType } from './progress'
import { DONE, type ServerSentEvent } from '../server-sent-events'

/** Fetches an image that the answer gives by address. */
export type FetchImage = (url: string) => Promise<FetchedImage>

export interface ImageDecoding extends DecodingParts {
  readonly request: ImageRequest
  readonly fetchImage: FetchImage
}

/** Throws unless the answer is complete. */
export async function* decodeImages(
  body: AsyncIterable<Uint8Array>,
  decoding: ImageDecoding,
): AsyncGenerator<AnswerEvent> {
  const answer = await openAnswer(body)
  const reading = new ImageReading(decoding)
  if (answer.form === 'events') return yield* reading.readEvents(answer.events)
  if (answer.form === 'image') return yield { type: 'image', index: 0, bytes: await answer.read() }
  const { text, brokenBy } = await answer.read()
  // Searching a body that is already too large would take several times its memory.
  if (brokenBy instanceof FailureError && brokenBy.failure.code === 'answer-too-large') throw brokenBy
  const whole = brokenBy === undefined ? parseText(text) : undefined
  if (whole) yield* reading.readWhole(whole.json)
  else yield* reading.readEvents(parseEvents(text), brokenBy)
}

/** In characters. Parsing an event this long takes a millisecond, so the next one waits for main's next turn. */
const LARGE = 256 * 1024
/** In characters. How much unread data and text is kept to be searched for images. */
const MOST_UNREAD = 128 * 1024 * 1024

/** In characters. Shorter events can't contain an image or its address. */
const SHORTEST_HIDDEN = 20

/** One answer being read. */
class ImageReading {
  readonly #decoding: ImageDecoding
  readonly #counts: (Usage | undefined)[] = []
  /** Unreadable data, to be searched if images are missing. */
  #unread: string[] = []
  #unreadLength = 0
  /** The cost that the service reports. Each image may report its own part. */
  #cost: MicroUsd | undefined
  #previews = 0
  /** Whether the service marked the answer as complete. Otherwise the connection may have been cut off. */
  #isClosed = false
  #words = ''
  /** A service's remark next to the images: progress if an image follows, otherwise the reason for none. */
  #remark: unknown
  /** Images found in unexpected places of readable data. */
  #hidden: ImageItem[] = []
  #reason: ReturnType<typeof findEndReason>
  /** The images that have arrived, by their text. Some services repeat them in a closing event. */
  readonly #seen = new Set<string>()

  constructor(decoding: ImageDecoding) {
    this.#decoding = decoding
  }

  /** Reads a plain answer: everything in one piece of JSON. */
  async *readWhole(json: unknown): AsyncGenerator<AnswerEvent> {
    this.#isClosed = true
    const { results, previews } = findAll(json)
    // Nothing else will come, so an image with an outdated "in progress" status is the final one.
    const areResults = results.length === 0 && ![json, ...previews].some(isNamedPreview)
    const items = areResults ? previews : results
    if (!areResults) for (const preview of previews) yield* this.#takePreview(preview)
    this.#throwIfError(json, items.length > 0)
    this.#noteWords(json)
    // The plain form has these fields once for all images, the streamed form once per image.
    const { quality, background } = isRecord(json) ? json : {}
    for (const item of items) yield* this.#take({ quality, background, ...item })
    this.#noteCost(json)
    if (items.length === 0) {
      if (previews.length === 0) this.#hidden.push(...findHiddenImages(json))
      yield* this.#salvage()
    }
    yield* this.#tellCost()
    if (this.#counts.length === 0) throw this.#nothing(isEmptyAnswer(json) ? 'answer-empty' : undefined)
    const usage = readUsage(findUsage(json))
    if (usage) yield { type: 'usage', usage }
  }

  /** Reads streamed events. Unreadable ones are skipped: only the end decides whether something is missing. */
  async *readEvents(events: AsyncIterable<ServerSentEvent>, brokenBy?: unknown): AsyncGenerator<AnswerEvent> {
    const { request, note } = this.#decoding
    let end = brokenBy
    try {
      for await (const event of events) {
        // Some servers send this before the image.
        if (event.data === DONE && this.#counts.length > 0) break
        if (event.data === DONE) {
          this.#isClosed = true
          continue
        }
        if (event.data.length > LARGE) await nextTurn()
        yield* this.#readEvent(event)
        // Everything requested is here. Don't wait for a server that keeps the connection open.
        if (this.#counts.length >= request.options.count) break
      }
    } catch (error) {
      end = error
    }
    if (this.#counts.length < request.options.count) yield* this.#salvage()
    if (this.#unread.length > 0) note?.(`${this.#unread.length} events of an image answer could not be read`)
    if (end !== undefined) throw end
    if (this.#counts.length === 0) throw this.#nothing()
    if (this.#counts.length < request.options.count && this.#hasDamage) throw createFailure('answer-damaged')
    yield* this.#tellCost()
    const usage = computeAnswerUsage(this.#counts, this.#previews, request)
    if (usage) yield { type: 'usage', usage }
  }

  #noteCost(json: unknown): void {
    const cost = this.#decoding.readCost?.(findUsage(json), json)
    if (cost !== undefined) this.#cost = (this.#cost ?? 0) + cost
  }

  *#tellCost(): Generator<AnswerEvent> {
    if (this.#cost !== undefined) yield { type: 'cost', amount: this.#cost }
  }

  async *#readEvent({ event, data, json }: ServerSentEvent): AsyncGenerator<AnswerEvent> {
    this.#remark ??= findSentence(json, data)
    if (json === undefined) return this.#keepUnread(event, data)
    const type = isRecord(json) && typeof json['type'] === 'string' ? json['type'] : event
    const { results: items, previews } = findAll(isFinished(type) ? wrapItem(json) : json, type)
    for (const preview of previews) yield* this.#takePreview(preview)
    // Text next to a preview is progress.
    if (previews.length > 0 && items.length === 0) return
    this.#throwIfError(json, items.length > 0, type)
    this.#noteWords(json)
    this.#noteCost(json)
    for (const item of items) yield* this.#take(item, isRecord(json) ? json['usage'] : undefined)
    const isOnItsWay = isRecord(json) && isUnfinished(json, type)
    if (items.length === 0 && data.length > SHORTEST_HIDDEN && !isOnItsWay) this.#hidden.push(...findHiddenImages(json))
    // An image was announced, but none was found.
    if (items.length === 0 && isFinished(type) && this.#hidden.length === 0)
      yield* this.#take({}, isRecord(json) ? json['usage'] : undefined)
  }

  /** Previews given by address aren't fetched, because the image itself is still to come. */
  async *#takePreview(item: ImageItem): AsyncGenerator<AnswerEvent> {
    const preview = await decodePreview(item, this.#previews)
    this.#previews += 1
    if (preview) yield preview
  }

  async *#take(item: ImageItem, usage?: unknown): AsyncGenerator<AnswerEvent> {
    const name = identifyItem(item)
    if (name !== undefined && this.#seen.has(name)) return
    if (name !== undefined) this.#seen.add(name)
    const event = await createImageEvent(item, this.#counts.length, this.#decoding.fetchImage)
    this.#counts.push(readUsage(usage ?? item['usage']))
    yield event
  }

  async *#salvage(): AsyncGenerator<AnswerEvent> {
    for (const item of this.#unread.flatMap(findWholeImages)) yield* this.#take(item)
    // Text may have come in pieces that form an image only together.
    const inWords = findHiddenInText(this.#words)
    const inText = inWords.some(({ b64_json: base64 }) => base64 !== undefined) ? [] : this.#hidden
    for (const item of [...inText, ...inWords, ...this.#unread.flatMap(findHiddenInText)]) {
      if (this.#counts.length < this.#decoding.request.options.count) yield* this.#take(item)
    }
  }

  #keepUnread(event: string, data: string): void {
    if (data === '') return
    if (isUnfinishedType(event)) {
      this.#previews += 1
      return
    }
    this.#unreadLength += data.length
    if (this.#unreadLength <= MOST_UNREAD) this.#unread.push(data)
  }

  #throwIfError(json: unknown, hasImages: boolean, type = ''): void {
    if (hasImages || !isRecord(json)) return
    const error = findError(json, type)
    this.#remark ??= findRemark(json, type)
    if (error === undefined) return
    const { explainError, requestId } = this.#decoding
    throw explainError(error, this.#previews + this.#counts.length > 0, requestId)
  }

  /** Whether unreadable data looked like part of an answer, rather than a sign of life. */
  get #hasDamage(): boolean {
    return this.#unread.some((data) => /^[{[]/.test(data))
  }

  #noteWords(json: unknown): void {
    if (this.#words.length < MOST_UNREAD) this.#words += findWords(json)
    this.#reason ??= findEndReason(json)
  }

  /** Why a complete answer contains no image. */
  #nothing(code?: Failure['code']): Error {
    if (this.#reason === 'filter')
      return createFailure('prompt-refused', { stage: 'output', ...createDetail(this.#words) })
    if (this.#words.trim() !== '' && this.#previews === 0)
      return createFailure('image-not-made', createDetail(this.#words))
    if (this.#remark !== undefined) {
      return this.#decoding.explainError(this.#remark, this.#previews > 0, this.#decoding.requestId)
    }
    if (this.#reason === 'tool') return createFailure('answer-tool-call')
    if (this.#reason === 'broken') return createFailure('error-reported')
    if (this.#previews > 0) return createFailure(this.#isClosed ? 'image-unfinished' : 'connection-lost')
    return createFailure(code ?? (this.#hasDamage ? 'answer-damaged' : 'answer-empty'))
  }
}

function createDetail(words: string): Partial<Failure> {
  const detail = cleanProviderText(words)
  return detail ? { detail } : {}
}

/** In the image endpoint's events, the event itself contains the image, as base64 or by address. */
function wrapItem(json: unknown): unknown {
  return isRecord(json) && typeof json['url'] === 'string' && !json['b64_json'] ? { data: [json] } : json
}

function isEmptyAnswer(json: unknown): boolean {
  return isRecord(json) || (Array.isArray(json) && json.length === 0)
}

function identifyItem({ b64_json: base64, url }: ImageItem): string | undefined {
  const text = typeof base64 === 'string' && base64 !== '' ? base64 : url
  if (typeof text !== 'string') return undefined
  return text.length < 300
    ? text
    : `${text.length} ${text.slice(0, 100)} ${text.slice(text.length >> 1, (text.length >> 1) + 64)} ${text.slice(-100)}`
}

/** Converts a preview event. Returns undefined if it's damaged. */
export async function decodePreview(
  payload: Record<string, unknown>,
  fallbackIndex: number,
): Promise<AnswerEvent | undefined> {
  const { b64_json: base64 = payload['partial_image_b64'], partial_image_index: index } = payload
  if (typeof base64 !== 'string') return undefined
  try {
    const bytes = await decodeBase64(base64)
    return { type: 'preview', index: typeof index === 'number' ? index : fallbackIndex, bytes }
  } catch {
    // Don't fail because of a damaged preview: the image itself is still to come.
    return undefined
  }
}

/** Converts an item with an image to our event, with its bytes decoded or fetched. */
export async function createImageEvent(item: ImageItem, index: number, fetchImage: FetchImage): Promise<AnswerEvent> {
  const { revised_prompt: revisedPrompt } = item
  const found = await getBytes(item, fetchImage)
  if (!('bytes' in found)) return { type: 'unreadable-image', index, ...found }
  return {
    type: 'image',
    index,
    bytes: found.bytes,
    ...(typeof revisedPrompt === 'string' && revisedPrompt !== '' && { revisedPrompt }),
    ...readRendering(item),
  }
}

/** Some servers put a data: URL or an address in place of base64. */
async function getBytes(
  { b64_json: base64, url }: ImageItem,
  fetchImage: FetchImage,
): Promise<FetchedImage | Record<string, never>> {
  const source = typeof base64 === 'string' && base64 !== '' ? base64 : url
  if (typeof source !== 'string' || source === '') return {}
  if (source === url && !/^data:/i.test(source)) return fetchImage(source)
  if (isFileAddress(source)) return fetchImage(source.trim())
  try {
    const bytes = await decodeBase64(source)
    // Some gateways encode twice.
    const text = bytes.subarray(0, 100).toString('latin1')
    return { bytes: isImageText(text) ? await decodeBase64(bytes.toString('latin1')) : bytes }
  } catch {
    return {}
  }
}

/** Matches values of the API, such as "xhigh". Anything else is ignored. */
const API_VALUE = /^[a-z\d_-]{1,20}$/

function readRendering({ quality, background }: ImageItem): { readonly rendering?: Rendering } {
  const rendering = {
    ...(isApiValue(quality) && { quality }),
    ...(isApiValue(background) && { background }),
  }
  return Object.keys(rendering).length > 0 ? { rendering } : {}
}

function isApiValue(value: unknown): value is string {
  return typeof value === 'string' && API_VALUE.test(value)
}

/** Finds the usage of the whole answer. Gateways wrap it as they wrap the images. */
function findUsage(json: unknown): unknown {
  if (!isRecord(json)) return undefined
  return json['usage'] ?? (isRecord(json['data']) ? json['data']['usage'] : undefined)
}

/**
 * Reads usage in the format of the image endpoint or of chat completions. Undefined if the server counted nothing:
 * zeros mean "not reported", never "free".
 */
function readUsage(value: unknown): Usage | undefined {
  if (!isRecord(value)) return undefined
  const input = value['input_tokens_details'] ?? value['prompt_tokens_details']
  const output = value['output_tokens_details'] ?? value['completion_tokens_details']
  const inputs = isRecord(input) ? input : {}
  const outputs = isRecord(output) ? output : {}
  const allIn = count(value['input_tokens'] ?? value['prompt_tokens'])
  const imageIn = count(inputs['image_tokens'])
  const textOut = count(outputs['text_tokens'])
  return createTokenUsage({
    textIn: 'text_tokens' in inputs ? count(inputs['text_tokens']) : Math.max(0, allIn - imageIn),
    imageIn,
    imageOut: Math.max(0, count(value['output_tokens'] ?? value['completion_tokens']) - textOut),
    textOut,
  })
}

function count(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? Math.round(value) : 0
}
