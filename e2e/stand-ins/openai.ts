/**
 * A stand-in for OpenAI on loopback. It speaks the real wire formats (streamed and plain), records every request whole,
 * and plays the answers that a test has queued; without any it answers as the real service does on a good day.
 *
 *     const answer = openai.next.stallsAfterPreview(1)
 *     await answer.stalled     // the first preview is out
 *     answer.continue()        // now the rest
 */
import { soundJpeg, soundPng, soundWebp, notAPicture, previewPng } from './pictures'
import { HttpStandIn, Script, type Answer, type Exchange, type RecordedRequest, type Step } from './http-stand-in'
import {
  completedImageEvent,
  errorBody,
  failedResponseEvent,
  imageRefusal,
  imagesResponse,
  imageUsage,
  modelList,
  partialImageEvent,
  sizeOf,
  sse,
  textEvents,
  textRefusal,
  textResponse,
  type ApiError,
  type ImageBody,
  type TextBody,
} from './openai-wire'

export interface ImageAnswer {
  /** The finished pictures, one for each that was asked for; made to measure where absent. */
  readonly images?: readonly Buffer[]
  /** The previews; as many as were asked for where absent. */
  readonly previews?: readonly Buffer[]
  /** `null`: the service does not say what it counted. */
  readonly usage?: null
  /** Sent as the picture instead of base64. */
  readonly rawBase64?: string
}

type StallPoint = 'before-headers' | { readonly afterPreview: number } | 'before-end'

export interface Failing extends ApiError {
  readonly headers?: Readonly<Record<string, string>>
}

/** The key that a stand-in takes unless told otherwise. It is unlike any word of the app, so that a leak is found. */
export const OPENAI_KEY = 'sk-proj-CANARYopenai7f3a9b2c5d8e1f4a6b'

export class OpenAiStandIn extends HttpStandIn {
  /** The only key that is taken. */
  key = OPENAI_KEY
  /** What it says it offers. */
  models = modelList()
  /** Pictures that it has under addresses of its own (`/files/…`), as servers do that answer with `url`. */
  readonly files = new Map<string, Buffer>()
  /** What answers the next paid request (images, text). */
  readonly next: OpenAiScript
  /** What answers the next `GET /models`. */
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

  /** The requests that cost money. */
  get paidRequests(): readonly RecordedRequest[] {
    return this.requests.filter(({ method }) => method === 'POST')
  }

  protected override async answer(exchange: Exchange): Promise<void> {
    const { request, response } = exchange
    response.setHeader('x-request-id', `req_standin${String(this.requests.length).padStart(4, '0')}`)
    const route = `${request.method} ${request.path}`
    const file = request.method === 'GET' ? this.files.get(request.path) : undefined
    if (file) return exchange.send(200, 'image/png', file)
    if (route !== 'GET /v1/models' && route !== 'POST /v1/images/generations' && route !== 'POST /v1/responses') {
      const message = `Invalid URL (${route})`
      return exchange.json(404, errorBody({ status: 404, message }))
    }
    if (request.headers.authorization !== `Bearer ${this.key}`) {
      return exchange.json(401, errorBody({ status: 401, code: 'invalid_api_key', message: wrongKey(request) }))
    }
    await (request.method === 'GET' ? this.#lists : this.#paid).play(exchange)
  }

  #answerWell(exchange: Exchange, answer: Answer): Promise<void> {
    return exchange.request.path.endsWith('/responses')
      ? sendText(exchange, answer, ['Hello from the ', 'stand-in.'])
      : sendImage(exchange, answer, {})
  }
}

/** Says what the next request gets. Each verb queues one answer and returns the handle to follow and control it. */
export class OpenAiScript {
  constructor(private readonly script: Script) {}

  /** A good image answer: previews, pictures, usage. */
  image(image: ImageAnswer = {}): Answer {
    return this.script.add((exchange, answer) => sendImage(exchange, answer, image))
  }

  /** A good text answer, in these pieces. */
  text(chunks: readonly string[]): Answer {
    return this.script.add((exchange, answer) => sendText(exchange, answer, chunks))
  }

  /** Takes the request and says nothing, not even headers, until continued. */
  stallsBeforeHeaders(image: ImageAnswer = {}): Answer {
    return this.script.add((exchange, answer) => sendImage(exchange, answer, image, 'before-headers'))
  }

  /** Sends this many previews, then waits. */
  stallsAfterPreview(count: number, image: ImageAnswer = {}): Answer {
    return this.script.add((exchange, answer) => sendImage(exchange, answer, image, { afterPreview: count }))
  }

  /** Sends everything but the last bytes of the finished picture, then waits. */
  stallsBeforeEnd(image: ImageAnswer = {}): Answer {
    return this.script.add((exchange, answer) => sendImage(exchange, answer, image, 'before-end'))
  }

  /** Sends the first pieces of a text, then waits, then the others. */
  textThatStalls(before: readonly string[], after: readonly string[] = []): Answer {
    return this.script.add((exchange, answer) => sendText(exchange, answer, [...before, ...after], before.length))
  }

  /** Begins a text and then says that it failed. */
  textThatFails(chunks: readonly string[], error: { readonly code: string; readonly message: string }): Answer {
    return this.script.add(async (exchange) => {
      const body = exchange.request.json as TextBody
      const { opening, deltas } = textEvents(body, chunks)
      openStream(exchange)
      await exchange.end([...opening, ...deltas, failedResponseEvent(body, error)].map(sse).join(''))
    })
  }

  /** Refuses with the service's own error body. */
  fails({ headers, ...error }: Failing): Answer {
    return this.script.add((exchange) => exchange.json(error.status, errorBody(error), headers))
  }

  /** Sends the first bytes of a good streamed answer, then breaks the connection. */
  cutsBody({ afterBytes, ...image }: { readonly afterBytes: number } & ImageAnswer): Answer {
    return this.script.add(async (exchange) => {
      const whole = streamedImage(exchange.request.json as ImageBody, image).join('')
      openStream(exchange)
      await exchange.write(whole.slice(0, afterBytes))
      // Destroyed, not reset: a reset would let the system throw away what the client has not read yet.
      exchange.response.destroy()
    })
  }

  /** Takes the whole request, then breaks the connection without a word. */
  resetsConnection(): Answer {
    return this.script.add((exchange) => exchange.reset())
  }

  /** What a proxy or gateway says in the service's place. */
  answersHtml({ status = 200 }: { readonly status?: number } = {}): Answer {
    const page = '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><h1>Gateway</h1></body></html>'
    return this.script.add((exchange) => exchange.send(status, 'text/html; charset=utf-8', page))
  }

  /** 200 and nothing. */
  answersEmpty(): Answer {
    return this.script.add((exchange) => exchange.send(200, 'application/json', ''))
  }

  /** A whole, well-formed answer whose "picture" is none. */
  answersNotAnImage(bytes: Buffer = notAPicture()): Answer {
    return this.image({ images: [bytes], previews: [] })
  }

  /** Ignores `stream` and answers in one JSON body, as many compatible servers do. */
  answersPlainJson(image: ImageAnswer = {}): Answer {
    return this.script.add((exchange) => {
      const body = exchange.request.json as ImageBody
      const { pictures, usage } = finished(body, image, 0)
      return exchange.json(200, imagesResponse(body, pictures, usage))
    })
  }

  /** Takes back the answers that nobody has come for yet. */
  nothingMore(): void {
    this.script.clear()
  }

  /** Any other answer. */
  answers(step: Step): Answer {
    return this.script.add(step)
  }
}

async function sendImage(exchange: Exchange, answer: Answer, image: ImageAnswer, stall?: StallPoint): Promise<void> {
  const body = exchange.request.json as ImageBody
  if (stall === 'before-headers' && !(await answer.stall(exchange))) return
  const refusal = imageRefusal(body)
  if (refusal) return exchange.json(refusal.status, errorBody(refusal))
  if (!body.stream) {
    const { pictures, usage } = finished(body, image, 0)
    return exchange.json(200, imagesResponse(body, pictures, usage))
  }

  openStream(exchange)
  const events = streamedImage(body, image)
  const previews = events.length - finished(body, image, 0).pictures.length
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
  const { pictures, usage } = finished(body, image, previews.length)
  return [
    ...previews.map((bytes, index) => partialImageEvent(body, index, bytes.toString('base64'))),
    ...pictures.map((base64) => completedImageEvent(body, base64, usage)),
  ].map(sse)
}

function finished(body: ImageBody, image: ImageAnswer, previews: number) {
  const pictures = image.rawBase64
    ? [image.rawBase64]
    : (image.images ?? defaultPictures(body)).map((bytes) => bytes.toString('base64'))
  return { pictures, usage: image.usage === null ? undefined : imageUsage(body, previews) }
}

function defaultPreviews(body: ImageBody): Buffer[] {
  return Array.from({ length: body.partial_images ?? 0 }, (_, index) => previewPng(index, sizeOf(body)))
}

/** The pictures that a good answer holds when the test does not care which. */
export function defaultPictures(body: ImageBody): Buffer[] {
  return Array.from({ length: body.n ?? 1 }, (_, index) => {
    if (body.output_format === 'jpeg') return soundJpeg()
    if (body.output_format === 'webp') return soundWebp()
    return soundPng({ ...sizeOf(body), seed: index + 1 })
  })
}

/** As the real service does it, which shows the ends of the key. */
function wrongKey({ headers }: RecordedRequest): string {
  const key = (headers.authorization ?? '').replace(/^Bearer /, '')
  return key
    ? `Incorrect API key provided: ${key.slice(0, 8)}****${key.slice(-4)}. You can find your API key at https://platform.openai.com/account/api-keys.`
    : "You didn't provide an API key."
}
