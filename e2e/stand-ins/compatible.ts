/**
 * A server that implements OpenAI's API, like the programs on users' own computers: no key, plain JSON, no usage, and
 * one of several ways to return an image.
 */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { readForm, type SentForm } from './form'
import { noisyPng } from './images'

export type ImageForm = 'base64' | 'address' | 'relative' | 'data' | 'events'

export interface RecordedCall {
  readonly method: string
  readonly path: string
  readonly authorization: string | undefined
  readonly json: Readonly<Record<string, unknown>>
  /** The form of a request that sends files instead of JSON. */
  readonly form?: SentForm
}

const PAGE =
  '<!DOCTYPE html><html><head><title>Router login</title></head><body><h1>Welcome</h1><script>alert(1)</script></body></html>'

export class CompatibleStandIn {
  readonly calls: RecordedCall[] = []
  readonly image = noisyPng({ width: 64, height: 48, seed: 3 })
  /** A name, or a whole entry. */
  models: readonly (string | { readonly id: string })[] = ['sdxl-turbo', 'llama3:8b', 'nomic-embed-text']
  form: ImageForm = 'base64'
  /** Sent instead of an answer. */
  fails: { readonly status: number; readonly body: unknown } | undefined
  /** Requests with another key, or without one, are refused. */
  key: string | undefined
  /**
   * Answers everything, including the model list, with a web page of this status: something else is at this address.
   */
  isWebPage: number | undefined
  words: readonly string[] = ['With a lamp', ' and a lens.']
  readonly #server: Server

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch(() => response.destroy())
    })
  }

  static async start(): Promise<CompatibleStandIn> {
    const server = new CompatibleStandIn()
    server.#server.listen(0, '127.0.0.1')
    await once(server.#server, 'listening')
    return server
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  get baseUrl(): string {
    return `${this.origin}/v1`
  }

  /** The calls that a paid service would have billed. */
  get paidCalls(): readonly RecordedCall[] {
    return this.calls.filter(({ method }) => method === 'POST')
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const address = request.url ?? ''
    // A server that knows a parameter reads it; any other ignores it.
    const [path = ''] = address.split('?')
    const body = await buffer(request)
    const form = await readForm(request.headers['content-type'], body)
    this.calls.push({
      method: request.method ?? '',
      path: address,
      authorization: request.headers.authorization,
      json: form || body.length === 0 ? {} : (JSON.parse(body.toString()) as Record<string, unknown>),
      ...(form && { form }),
    })
    const json = (status: number, value: unknown): void =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    if (this.isWebPage !== undefined) {
      return void response.writeHead(this.isWebPage, { 'content-type': 'text/html' }).end(PAGE)
    }
    if (this.key !== undefined && request.headers.authorization !== `Bearer ${this.key}`) {
      return json(401, { error: { message: 'who are you?' } })
    }
    if (path === '/files/image.png')
      return void response.writeHead(200, { 'content-type': 'image/png' }).end(this.image)
    if (path === '/v1/models')
      return json(200, {
        object: 'list',
        data: this.models.map((line) => (typeof line === 'string' ? { id: line, object: 'model' } : line)),
      })
    if (!path.startsWith('/v1/')) {
      return void response.writeHead(404, { 'content-type': 'text/html' }).end('<html><body>Not here</body></html>')
    }
    if (this.fails) return json(this.fails.status, this.fails.body)
    if (path === '/v1/images/generations' || (path === '/v1/images/edits' && form))
      return this.#answerImage(response, json)
    if (path === '/v1/chat/completions') return this.#answerText(response)
    json(404, { error: 'unknown path' })
  }

  #answerImage(response: ServerResponse, json: (status: number, value: unknown) => void): void {
    const base64 = this.image.toString('base64')
    switch (this.form) {
      case 'base64':
        return json(200, { created: 1, data: [{ b64_json: base64 }] })
      case 'address':
        return json(200, { created: 1, data: [{ url: `${this.origin}/files/image.png` }] })
      case 'relative':
        return json(200, { created: 1, data: [{ url: '/files/image.png' }] })
      case 'data':
        return json(200, { created: 1, data: [{ url: `data:image/png;base64,${base64}` }] })
      case 'events':
        response.writeHead(200, { 'content-type': 'text/event-stream' })
        return void response.end(`data: ${JSON.stringify({ data: [{ b64_json: base64 }] })}\n\ndata: [DONE]\n\n`)
    }
  }

  #answerText(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    for (const content of this.words) {
      response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`)
    }
    response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })}\n\n`)
    response.end('data: [DONE]\n\n')
  }
}
