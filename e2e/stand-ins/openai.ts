/**
 * A stand-in for OpenAI on loopback. It speaks the real wire formats (streamed and plain), records every request in
 * full, and plays the answers that a test has queued; without any it answers like the real service in normal operation.
 *
 *     const answer = openai.next.stallsAfterPreview(1)
 *     await answer.stalled     // the first preview is out
 *     answer.continue()        // now the rest
 */
import { soundJpeg, soundPng, soundWebp, notAnImage, previewPng } from './images'
import {
  HttpStandIn,
  Script,
  type Answer,
  type Exchange,
  type GivenAnswer,
  type RecordedRequest,
  type Step,
} from './http-stand-in'
import {
  completedImageEvent,
  errorBody,
  failedResponseEvent,
  imageRefusal,
  imagesResponse,
  imageUsage,
  modelList,
  partialImageEvent,
  readImageBody,
  readSize,
  searchEvents,
  sse,
  textEvents,
  toolImageEvents,
  textRefusal,
  textResponse,
  type ApiError,
  type ImageBody,
  type TextBody,
  type ToolImage,
  type WebSearch,
} from './openai-wire'

export interface ImageAnswer {
  /** The finished images, one for each requested. Absent: generated in the requested size. */
  readonly images?: readonly Buffer[]
  /** The previews. Absent: as many as requested. */
  readonly previews?: readonly Buffer[]
  /** `null`: the service doesn't report usage. */
  readonly usage?: null
  /** Sent as the image instead of base64. */
  readonly rawBase64?: string
}

type StallPoint = 'before-headers' | { readonly afterPreview: number } | 'before-end'

export interface Failing extends ApiError {
  readonly headers?: Readonly<Record<string, string>>
}

/** The key that a stand-in accepts by default. It doesn't resemble any text of the app, so that a leak is found. */
export const OPENAI_KEY = 'sk-proj-CANARYopenai7f3a9b2c5d8e1f4a6b'

const ROUTES = ['GET /v1/models', 'POST /v1/images/generations', 'POST /v1/images/edits', 'POST /v1/responses']

/** Requests about a stored response, and its cancellation. */
const STORED = /^\/v1\/responses\/([\w-]+)(?:\/cancel)?$/

export class OpenAiStandIn extends HttpStandIn {
  /** The only accepted key. */
  key = OPENAI_KEY
  /** The models it lists. */
  models = modelList()
  /** Images at its own addresses (`/files/…`), for servers that answer with `url`. */
  readonly files = new Map<string, Buffer>()
  /** The stored response, in the service's format, returned when requested by id. */
  stored: unknown
  /** Responses that were canceled. */
  readonly canceled: string[] = []
  /** Scripts the answer to the next request about a stored response. */
  readonly nextStored = new Script((exchange) => this.#tellStored(exchange))
  /** Scripts the answer to the next paid request (images, text). */
  readonly next: OpenAiScript
  /** Scripts the answer to the next `GET /models`. */
  readonly nextList: OpenAiScript
  readonly #paid: Script
  readonly #lists: Script

  private constructor() {
    super()
    this.#paid = new Script((exchange, answer) => this.#answerWell(exchange, answer))
    this.#lists = new Script((exchange) => exchange.json(200, this.models))
    this.next = new OpenAiScript(this.#paid)
    this.nextList = new OpenAiScript(this.#lists)
  }

  static start(): Promise<OpenAiStandIn> {
    return new OpenAiStandIn().listen()
  }

  get baseUrl(): string {
    return `${this.origin}/v1`
  }

  /** What was sent for the paid requests. The list of models may be read at any time in between. */
  get paidAnswers(): readonly GivenAnswer[] {
    return this.answers.filter(({ request: { method, path } }) => method === 'POST' && !STORED.test(path))
  }

  /** The requests that cost money. */
  get paidRequests(): readonly RecordedRequest[] {
    return this.requests.filter(({ method, path }) => method === 'POST' && !STORED.test(path))
  }

  /** The requests about stored responses. */
  get storedQuestions(): readonly RecordedRequest[] {
    return this.requests.filter(({ method, path }) => method === 'GET' && STORED.test(path))
  }

  protected override async answer(exchange: Exchange): Promise<void> {
    const { request, response } = exchange
    response.setHeader('x-request-id', `req_standin${String(this.requests.length).padStart(4, '0')}`)
    const route = `${request.method} ${request.path}`
    const file = request.method === 'GET' ? this.files.get(request.path) : undefined
    if (file) return exchange.send(200, 'image/png', file)
    const isStored = STORED.test(request.path)
    if (!ROUTES.includes(route) && !isStored) {
      const message = `Invalid URL (${route})`
      return exchange.json(404, errorBody({ status: 404, message }))
    }
    if (request.headers.authorization !== `Bearer ${this.key}`) {
      return exchange.json(401, errorBody({ status: 401, code: 'invalid_api_key', message: wrongKey(request) }))
    }
    if (isStored) return request.method === 'GET' ? this.nextStored.play(exchange) : this.#cancel(exchange)
    await (request.method === 'GET' ? this.#lists : this.#paid).play(exchange)
  }

  #tellStored(exchange: Exchange): Promise<void> {
    if (this.stored !== undefined) return exchange.json(200, this.stored)
    return exchange.json(404, errorBody({ status: 404, message: 'Response not found.' }))
  }

  #cancel(exchange: Exchange): Promise<void> {
    const id = STORED.exec(exchange.request.path)?.[1] ?? ''
    this.canceled.push(id)
    return exchange.json(200, { id, object: 'response', status: 'cancelled', output: [] })
  }

  #answerWell(exchange: Exchange, answer: Answer): Promise<void> {
    return exchange.request.path.endsWith('/responses')
      ? sendText(exchange, answer, ['Hello from the ', 'stand-in.'])
      : sendImage(exchange, answer, {})
  }
}

/** Scripts the answer to the next request. Each method queues one answer and returns its handle. */
export class OpenAiScript {
  constructor(private readonly script: Script) {}

  /** A normal image answer: previews, images, usage. */
  image(image: ImageAnswer = {}): Answer {
    return this.script.add((exchange, answer) => sendImage(exchange, answer, image))
  }

  /** A normal text answer in these pieces. */
  text(chunks: readonly string[]): Answer {
    return this.script.add((exchange, answer) => sendText(exchange, answer, chunks))
  }

  /** Receives the request and sends nothing, not even headers, until told to continue. */
  stallsBeforeHeaders(image: ImageAnswer = {}): Answer {
    return this.script.add((exchange, answer) => sendImage(exchange, answer, image, 'before-headers'))
  }

  /** Sends this many previews, then waits. */
  stallsAfterPreview(count: number, image: ImageAnswer = {}): Answer {
    return this.script.add((exchange, answer) => sendImage(exchange, answer, image, { afterPreview: count }))
  }

  /** Sends everything except the last bytes of the finished image, then waits. */
  stallsBeforeEnd(image: ImageAnswer = {}): Answer {
    return this.script.add((exchange, answer) => sendImage(exchange, answer, image, 'before-end'))
  }

  /** Sends the first pieces of a text, waits, then sends the others. */
  textThatStalls(before: readonly string[], after: readonly string[] = []): Answer {
    return this.script.add((exchange, answer) => sendText(exchange, answer, [...before, ...after], before.length))
  }

  /** Starts a text and then reports that it failed. */
  textThatFails(chunks: readonly string[], error: { readonly code: string; readonly message: string }): Answer {
    return this.script.add(async (exchange) => {
      const body = exchange.request.json as TextBody
      const { opening, deltas } = textEvents(body, chunks)
      openStream(exchange)
      await exchange.end([...opening, ...deltas, failedResponseEvent(body, error)].map(sse).join(''))
    })
  }

  /** A text answer with an image generated by its model. Stalls after the last preview. */
  textWithImage(chunks: readonly string[], image: Partial<ToolImage> = {}): Answer {
    const whole = { png: soundPng({ width: 1024, height: 1024 }), previews: [previewPng(0), previewPng(1)], ...image }
    return this.script.add(async (exchange, answer) => {
      const { opening, making, made, words, end } = toolImageEvents(exchange.request.json as TextBody, chunks, whole)
      openStream(exchange)
      await exchange.write([...opening, ...making].map(sse).join(''))
      if (!(await answer.stall(exchange))) return
      await exchange.end([...made, ...words, end].map(sse).join(''))
    })
  }

  /** A text answer whose model searched the web. */
  textWithSearch(chunks: readonly string[], search: WebSearch): Answer {
    return this.script.add(async (exchange) => {
      openStream(exchange)
      await exchange.end(
        searchEvents(exchange.request.json as TextBody, chunks, search)
          .map(sse)
          .join(''),
      )
    })
  }

  /** A stream with exactly this content. */
  streams(body: string): Answer {
    return this.script.add(async (exchange) => {
      openStream(exchange)
      await exchange.write(body)
      await exchange.end()
    })
  }

  /** Refuses with the service's own error body. */
  fails({ headers, ...error }: Failing): Answer {
    return this.script.add((exchange) => exchange.json(error.status, errorBody(error), headers))
  }

  /** Sends the first bytes of a normal streamed answer, then breaks the connection. */
  cutsBody({ afterBytes, ...image }: { readonly afterBytes: number } & ImageAnswer): Answer {
    return this.script.add(async (exchange) => {
      const whole = streamedImage(readImageBody(exchange.request), image).join('')
      openStream(exchange)
      await exchange.write(whole.slice(0, afterBytes))
      // Destroy instead of reset: after a reset, the system could discard what the client hasn't read yet.
      exchange.response.destroy()
    })
  }

  /** Receives the whole request, then breaks the connection without an answer. */
  resetsConnection(): Answer {
    return this.script.add((exchange) => exchange.reset())
  }

  /** Answers like a proxy or gateway in front of the service. */
  answersHtml({ status = 200 }: { readonly status?: number } = {}): Answer {
    const page = '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><h1>Gateway</h1></body></html>'
    return this.script.add((exchange) => exchange.send(status, 'text/html; charset=utf-8', page))
  }

  /** 200 with an empty body. */
  answersEmpty(): Answer {
    return this.script.add((exchange) => exchange.send(200, 'application/json', ''))
  }

  /** A complete, well-formed answer whose "image" isn't one. */
  answersNotAnImage(bytes: Buffer = notAnImage()): Answer {
    return this.image({ images: [bytes], previews: [] })
  }

  /** Ignores `stream` and answers with one JSON body, as many compatible servers do. */
  answersPlainJson(image: ImageAnswer = {}): Answer {
    return this.script.add((exchange) => {
      const body = readImageBody(exchange.request)
      const { images, usage } = finished(body, image, 0)
      return exchange.json(200, imagesResponse(body, images, usage))
    })
  }

  /** Removes the unused answers from the queue. */
  nothingMore(): void {
    this.script.clear()
  }

  /** Any other answer. */
  answers(step: Step): Answer {
    return this.script.add(step)
  }
}

async function sendImage(exchange: Exchange, answer: Answer, image: ImageAnswer, stall?: StallPoint): Promise<void> {
  const body = readImageBody(exchange.request)
  if (stall === 'before-headers' && !(await answer.stall(exchange))) return
  const refusal = imageRefusal(body)
  if (refusal) return exchange.json(refusal.status, errorBody(refusal))
  if (!body.stream) {
    const { images, usage } = finished(body, image, 0)
    return exchange.json(200, imagesResponse(body, images, usage))
  }

  openStream(exchange)
  const events = streamedImage(body, image)
  const previews = events.length - finished(body, image, 0).images.length
  const stallBefore = typeof stall === 'object' ? Math.min(stall.afterPreview, previews) : undefined
  for (const [index, event] of events.entries()) {
    if (index === stallBefore && !(await answer.stall(exchange))) return
    if (stall === 'before-end' && index === events.length - 1) {
      const cut = event.length - 1_000
      await exchange.write(event.slice(0, cut))
      if (!(await answer.stall(exchange))) return
      await exchange.write(event.slice(cut))
    } else await exchange.write(event)
  }
  await exchange.end()
}

async function sendText(exchange: Exchange, answer: Answer, chunks: readonly string[], stallBefore = -1) {
  const body = exchange.request.json as TextBody
  const refusal = textRefusal(body)
  if (refusal) return exchange.json(refusal.status, errorBody(refusal))
  if (!body.stream) return exchange.json(200, textResponse(body, chunks.join('')))

  openStream(exchange)
  const { opening, deltas, closing } = textEvents(body, chunks)
  await exchange.write(opening.map(sse).join(''))
  for (const [index, delta] of deltas.entries()) {
    if (index === stallBefore && !(await answer.stall(exchange))) return
    await exchange.write(sse(delta))
  }
  if (stallBefore === deltas.length && !(await answer.stall(exchange))) return
  await exchange.end(closing.map(sse).join(''))
}

function openStream({ response }: Exchange): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
    'openai-version': '2020-10-01',
    'openai-processing-ms': '12',
  })
  response.flushHeaders()
}

/** A streamed image answer, one string per event. */
function streamedImage(body: ImageBody, image: ImageAnswer): string[] {
  const previews = image.previews ?? defaultPreviews(body)
  const { images, usage } = finished(body, image, previews.length)
  return [
    ...previews.map((bytes, index) => partialImageEvent(body, index, bytes.toString('base64'))),
    ...images.map((base64) => completedImageEvent(body, base64, usage)),
  ].map(sse)
}

function finished(body: ImageBody, image: ImageAnswer, previews: number) {
  const images = image.rawBase64
    ? [image.rawBase64]
    : (image.images ?? defaultImages(body)).map((bytes) => bytes.toString('base64'))
  return { images, usage: image.usage === null ? undefined : imageUsage(body, previews) }
}

function defaultPreviews(body: ImageBody): Buffer[] {
  return Array.from({ length: body.partial_images ?? 0 }, (_, index) => previewPng(index, readSize(body)))
}

/** The images of a normal answer if the test doesn't specify any. */
export function defaultImages(body: ImageBody): Buffer[] {
  return Array.from({ length: body.n ?? 1 }, (_, index) => {
    if (body.output_format === 'jpeg') return soundJpeg()
    if (body.output_format === 'webp') return soundWebp()
    return soundPng({ ...readSize(body), seed: index + 1 })
  })
}

/** Like the real service, which shows the key's first and last characters. */
function wrongKey({ headers }: RecordedRequest): string {
  const key = (headers.authorization ?? '').replace(/^Bearer /, '')
  return key
    ? `Incorrect API key provided: ${key.slice(0, 8)}****${key.slice(-4)}. You can find your API key at https://platform.openai.com/account/api-keys.`
    : "You didn't provide an API key."
}
