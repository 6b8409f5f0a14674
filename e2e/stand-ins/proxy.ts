/** A stand-in for a company's HTTP proxy: it accepts CONNECT requests on loopback, and forwards or refuses them. */
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import type { Identity } from './certificates'

export class ProxyStandIn {
  /** The requested destinations, in order. */
  readonly asked: string[] = []
  /** The status of its refusals. Absent: it forwards. */
  refusal: number | undefined
  /** `name:password`. Requests without it are refused with 407. */
  credentials: string | undefined
  /** The loopback port to which a `name:port` is redirected. Names that end in `.test` go to loopback anyway. */
  readonly detours = new Map<string, number>()
  /** Accepts the connection and closes it without a response. */
  hangsUp = false
  readonly #server: Server
  readonly #sockets = new Set<Socket>()

  /** With an identity, clients must connect with encryption. */
  private constructor(identity?: Identity) {
    this.#server = identity
      ? createTlsServer(identity, (socket) => this.#serve(socket))
      : createServer((socket) => this.#serve(socket))
  }

  static async start(identity?: Identity): Promise<ProxyStandIn> {
    const proxy = new ProxyStandIn(identity)
    proxy.#server.listen(0, '127.0.0.1')
    await once(proxy.#server, 'listening')
    return proxy
  }

  /** Name and port, as in the system's settings. */
  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #serve(client: Socket): void {
    this.#keep(client)
    client.once('data', (head) => {
      const [, host = '', port = ''] = /^CONNECT ([^:\s]+):(\d+) /.exec(head.toString('latin1')) ?? []
      this.asked.push(`${host}:${port}`)
      if (this.hangsUp) return client.destroy()
      const refusal = this.#isSignedIn(head.toString('latin1')) ? this.refusal : 407
      if (refusal !== undefined) {
        return client.end(
          `HTTP/1.1 ${refusal} No\r\nproxy-authenticate: Basic realm="office"\r\ncontent-length: 0\r\n\r\n`,
        )
      }
      const target = this.detours.get(`${host}:${port}`) ?? Number(port)
      const isLocal = /\.(?:test|example)$/.test(host) || this.detours.has(`${host}:${port}`)
      const server = connect(target, isLocal ? '127.0.0.1' : host, () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n')
        client.pipe(server).pipe(client)
      })
      this.#keep(server)
      server.on('close', () => client.destroy())
      client.on('close', () => server.destroy())
      return undefined
    })
  }

  #isSignedIn(head: string): boolean {
    if (this.credentials === undefined) return true
    const [, token = ''] = /^proxy-authorization: Basic (\S+)\r$/im.exec(head) ?? []
    return Buffer.from(token, 'base64').toString() === this.credentials
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket)
    // Disconnecting partway is normal here.
    socket.on('error', () => socket.destroy())
    socket.on('close', () => this.#sockets.delete(socket))
  }
}
