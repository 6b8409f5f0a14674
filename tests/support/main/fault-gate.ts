/**
 * A proxy in front of a stand-in that forwards everything, and injects one fault into the next paid call (POST). So
 * every service meets the same faults, in its own wire format.
 */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

export type Fault =
  /** Answers instead of the service. */
  | {
      readonly kind: 'answers'
      readonly status: number
      readonly contentType: string
      readonly body: string
      readonly headers?: Readonly<Record<string, string>>
    }
  /** Sends this share of the service's answer, then breaks the connection. */
  | { readonly kind: 'cuts'; readonly share: number }
  /** Sends this share of the service's answer, then nothing until the client leaves. Undefined: not even headers. */
  | { readonly kind: 'stalls'; readonly share?: number }
  /** Receives the whole request, then resets the connection. */
  | { readonly kind: 'resets' }
  /** Changes the service's answer. */
  | {
      readonly kind: 'changes'
      readonly change: (body: string) => string
      readonly contentType?: string
    }

interface Passed {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: Buffer
}

export class FaultGate {
  /** The paid calls that arrived, with their bodies. */
  readonly paid: { readonly path: string; readonly body: Buffer; readonly key: string }[] = []
  fault: Fault | undefined
  /** Resolves when the fault has been played as far as possible. */
  readonly reached: Promise<void>
  readonly #target: string
  readonly #server: Server
  #reach!: () => void

  private constructor(target: string) {
    this.#target = target
    this.reached = new Promise((resolve) => (this.#reach = resolve))
    this.#server = createServer((request, response) => {
      response.on('error', () => undefined)
      this.#pass(request, response).catch(() => response.destroy())
    })
  }

  /** `target`: the origin of the stand-in. */
  static async start(target: string): Promise<FaultGate> {
    const gate = new FaultGate(target)
    gate.#server.listen(0, '127.0.0.1')
    await once(gate.#server, 'listening')
    return gate
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request)
    const isPaid = request.method === 'POST'
    if (isPaid) {
      this.paid.push({ path: request.url ?? '', body, key: JSON.stringify(request.headers) })
    }
    const fault = isPaid ? this.fault : undefined
    if (fault?.kind === 'answers') {
      response.writeHead(fault.status, { ...fault.headers, 'content-type': fault.contentType }).end(fault.body)
      return this.#reach()
    }
    if (fault?.kind === 'resets') {
      response.socket?.resetAndDestroy()
      return this.#reach()
    }
    // The client must see nothing of the answer, not even its headers.
    if (fault?.kind === 'stalls' && fault.share === undefined) return this.#reach()
    const answer = await this.#ask(request, body)
    if (fault?.kind === 'changes') {
      const changed = fault.change(answer.body.toString('latin1'))
      const { 'content-type': usual = '' } = answer.headers
      response.writeHead(answer.status, { ...answer.headers, 'content-type': fault.contentType ?? usual })
      response.end(changed, 'latin1')
      return this.#reach()
    }
    response.writeHead(answer.status, answer.headers)
    if (fault === undefined) return void response.end(answer.body)
    response.write(answer.body.subarray(0, Math.floor(answer.body.length * (fault.share ?? 0))), () => {
      // Destroyed, not reset: after a reset, the system could discard what the client hasn't read yet.
      if (fault.kind === 'cuts') response.destroy()
      this.#reach()
    })
  }

  async #ask({ method = 'GET', url = '/', headers }: IncomingMessage, body: Buffer): Promise<Passed> {
    const {
      host: _host,
      connection: _connection,
      'content-length': _length,
      'transfer-encoding': _te,
      ...rest
    } = headers
    const response = await fetch(new URL(url, this.#target), {
      method,
      headers: rest as Record<string, string>,
      redirect: 'manual',
      ...(method === 'POST' && { body: new Uint8Array(body) }),
    })
    const kept = Object.fromEntries(response.headers)
    for (const name of ['content-length', 'transfer-encoding', 'content-encoding', 'connection', 'keep-alive'])
      delete kept[name]
    return { status: response.status, headers: kept, body: Buffer.from(await response.arrayBuffer()) }
  }
}
