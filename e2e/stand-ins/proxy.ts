/** A stand-in for the HTTP proxy of a company: it takes CONNECT requests on loopback and passes them on, or does not. */
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

export class ProxyStandIn {
  /** What it was asked to connect to, in order. */
  readonly asked: string[] = []
  /** The status that it refuses with; passes on where absent. */
  refusal: number | undefined
  /** Takes the connection and ends it without a word. */
  hangsUp = false
  readonly #server: Server
  readonly #sockets = new Set<Socket>()

  private constructor() {
    this.#server = createServer((socket) => this.#serve(socket))
  }

  static async start(): Promise<ProxyStandIn> {
    const proxy = new ProxyStandIn()
    proxy.#server.listen(0, '127.0.0.1')
    await once(proxy.#server, 'listening')
    return proxy
  }

  /** Name and port, as the system's settings have it. */
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
      if (this.refusal !== undefined) {
        return client.end(
          `HTTP/1.1 ${this.refusal} No\r\nproxy-authenticate: Basic realm="office"\r\ncontent-length: 0\r\n\r\n`,
        )
      }
      const server = connect(Number(port), host, () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n')
        client.pipe(server).pipe(client)
      })
      this.#keep(server)
      server.on('close', () => client.destroy())
      client.on('close', () => server.destroy())
      return undefined
    })
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket)
    // Leaving in the middle is an ordinary thing here.
    socket.on('error', () => socket.destroy())
    socket.on('close', () => this.#sockets.delete(socket))
  }
}
