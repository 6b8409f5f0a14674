/**
 * The base of all stand-in servers: a port on loopback, a record of all requests, and a script of answers that a test
 * controls step by step. Knows nothing about the services; their wire formats are in the files next to this one.
 */
import { once } from 'node:events'
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { readForm, type SentForm } from './form'

export interface RecordedRequest {
  readonly method: string
  /** Without the query. */
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  /** The body as JSON. Undefined when it isn't JSON. */
  readonly json: unknown
  /** The body as a multipart form. Undefined when it isn't one. */
  readonly form?: SentForm
}

/** What was sent in answer to one request, byte for byte, as far as it got. */
export interface GivenAnswer {
  readonly request: RecordedRequest
  readonly status: number
  /** The answer's request id. Empty when it has none. */
  readonly requestId: string
  readonly body: Buffer
  /** Whether everything was sent before the connection ended. */
  readonly isWhole: boolean
}

/** One request, and the means to answer it. */
export class Exchange {
  /** Resolves when the client disconnects before the answer is complete. */
  readonly abandoned: Promise<void>

  constructor(
    readonly request: RecordedRequest,
    readonly response: ServerResponse,
  ) {
    this.abandoned = new Promise((resolve) => {
      response.once('close', () => {
        if (!response.writableFinished) resolve()
      })
    })
  }

  json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<void> {
    return this.send(status, 'application/json', JSON.stringify(body), headers)
  }

  send(
    status: number,
    contentType: string,
    body: string | Buffer,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    this.response.writeHead(status, { ...headers, 'content-type': contentType })
    return this.end(body)
  }

  /** Resolves once everything was passed to the network or the client is gone. */
  end(body: string | Buffer = ''): Promise<void> {
    const sent = new Promise<void>((resolve) => this.response.end(body, resolve))
    return Promise.race([sent, this.abandoned])
  }

  /** Like `response.write`, but waits until the network has taken the data. */
  write(body: string | Buffer): Promise<void> {
    const written = new Promise<void>((resolve) => this.response.write(body, () => resolve()))
    return Promise.race([written, this.abandoned])
  }

  /** Breaks the connection like a crashed gateway: the client sees a reset, not an end. */
  reset(): void {
    const socket: Socket | null = this.response.socket
    if (socket && !socket.destroyed) socket.resetAndDestroy()
  }
}

/** A test's handle for one scripted answer: how far it got, and how to let it continue. */
export class Answer {
  /** The request that received this answer. */
  readonly request: Promise<RecordedRequest>
  /** Resolves when the answer reaches its stall and waits for `continue`. */
  readonly stalled: Promise<void>
  /** Resolves when the answer is over: sent completely, broken off as scripted, or abandoned by the client. */
  readonly over: Promise<void>
  /** Resolves when the client disconnects before the end. */
  readonly abandoned: Promise<void>

  readonly #released: Promise<void>
  #begin!: (exchange: Exchange) => void
  #reachStall!: () => void
  #release!: () => void
  #finish!: () => void
  #isBrokenOff = false

  constructor() {
    const exchange = new Promise<Exchange>((resolve) => (this.#begin = resolve))
    this.request = exchange.then(({ request }) => request)
    this.abandoned = exchange.then(({ abandoned }) => abandoned)
    this.stalled = new Promise((resolve) => (this.#reachStall = resolve))
    this.#released = new Promise((resolve) => (this.#release = resolve))
    this.over = new Promise((resolve) => (this.#finish = resolve))
  }

  /** Lets a stalled answer continue to its end. */
  continue(): void {
    this.#release()
  }

  /** Breaks the connection of a stalled answer, or of one that has yet to stall, instead of continuing. */
  breakOff(): void {
    this.#isBrokenOff = true
    this.#release()
  }

  /** For the server: sends this answer to a request. */
  async play(exchange: Exchange, step: Step): Promise<void> {
    this.#begin(exchange)
    try {
      await step(exchange, this)
    } finally {
      this.#finish()
    }
  }

  /** For the server: waits until the test continues or the client disconnects. False in the second case. */
  async stall(exchange: Exchange): Promise<boolean> {
    this.#reachStall()
    await Promise.race([this.#released, exchange.abandoned])
    if (this.#isBrokenOff) exchange.reset()
    return !exchange.response.destroyed
  }
}

export type Step = (exchange: Exchange, answer: Answer) => Promise<void> | void

/** The queued answers, in order. Once they run out, the fallback answers. */
export class Script {
  #queue: { step: Step; answer: Answer }[] = []
  #fallback: Step
  readonly #usual: Step

  constructor(usual: Step) {
    this.#usual = usual
    this.#fallback = usual
  }

  add(step: Step): Answer {
    const answer = new Answer()
    this.#queue.push({ step, answer })
    return answer
  }

  /** Removes all unused answers from the queue. */
  clear(): void {
    this.#queue = []
  }

  /** From now on, every request without a queued answer gets this one. */
  setFallback(step: Step): void {
    this.#fallback = step
  }

  resetFallback(): void {
    this.#fallback = this.#usual
  }

  async play(exchange: Exchange): Promise<void> {
    const { step, answer } = this.#queue.shift() ?? { step: this.#fallback, answer: new Answer() }
    await answer.play(exchange, step)
  }
}

/** A server on a free loopback port. Subclasses decide what it answers, in `answer`. */
export abstract class HttpStandIn {
  /** Every request in order of arrival, with its body. */
  readonly requests: RecordedRequest[] = []
  /** One per request, in the same order. */
  readonly answers: GivenAnswer[] = []
  readonly #server: Server
  #port = 0
  #isResetting = false

  protected constructor() {
    this.#server = createServer((request, response) => {
      this.#receive(request, response).catch((error: unknown) => {
        // A bug in the stand-in must not look like a fault that the app should survive.
        console.error('stand-in failed:', error)
        response.destroy()
      })
    })
    this.#server.on('connection', (socket) => {
      if (this.#isResetting) socket.resetAndDestroy()
    })
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  protected async listen(): Promise<this> {
    this.#server.listen(this.#port, '127.0.0.1')
    await once(this.#server, 'listening')
    this.#port = (this.#server.address() as AddressInfo).port
    return this
  }

  /** Breaks every connection. Until `comeBack`, new ones are refused, or accepted and reset at once. */
  async goAway(how: 'refuses' | 'resets'): Promise<void> {
    if (how === 'refuses') return this.stop()
    this.#isResetting = true
    this.#server.closeAllConnections()
  }

  /** Listens again, at the same address as before. */
  async comeBack(): Promise<void> {
    this.#isResetting = false
    if (!this.#server.listening) await this.listen()
  }

  /** Ends the server and every open connection. From now on, connections are refused. */
  async stop(): Promise<void> {
    if (!this.#server.listening) return
    const closed = new Promise((resolve) => this.#server.close(resolve))
    this.#server.closeAllConnections()
    await closed
  }

  protected abstract answer(exchange: Exchange): Promise<void> | void

  async #receive(message: IncomingMessage, response: ServerResponse): Promise<void> {
    // A client that disconnects during an answer is normal here.
    response.on('error', () => {})
    const parts: Buffer[] = []
    try {
      for await (const part of message) parts.push(part as Buffer)
    } catch {
      // The client disconnected before sending everything, so there's no request.
      return
    }
    const url = new URL(message.url ?? '/', this.origin)
    const body = Buffer.concat(parts)
    const form = await readForm(message.headers['content-type'], body)
    const request: RecordedRequest = {
      method: message.method ?? 'GET',
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: message.headers,
      body,
      json: parseJson(body),
      ...(form && { form }),
    }
    this.requests.push(request)
    this.answers.push(recordAnswer(request, response))
    await this.answer(new Exchange(request, response))
  }
}

/** Records everything written to a response. */
function recordAnswer(request: RecordedRequest, response: ServerResponse): GivenAnswer {
  const pieces: Buffer[] = []
  const take = (piece: unknown): void => {
    if (typeof piece === 'string' || Buffer.isBuffer(piece)) pieces.push(Buffer.from(piece as string))
  }
  const { write, end, socket } = response
  let isWhole = false
  // Data written to a broken connection also counts as "finished", so check the socket.
  response.once('finish', () => (isWhole = socket !== null && !socket.destroyed))
  response.write = ((...args: Parameters<typeof write>) => {
    take(args[0])
    return write.apply(response, args)
  }) as typeof write
  response.end = ((...args: Parameters<typeof end>) => {
    take(args[0])
    return end.apply(response, args)
  }) as typeof end
  return {
    request,
    get status() {
      return response.statusCode
    },
    get requestId() {
      return String(response.getHeader('x-request-id') ?? '')
    },
    get body() {
      return Buffer.concat(pieces)
    },
    get isWhole() {
      return isWhole
    },
  }
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}
