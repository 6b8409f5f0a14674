import { createServer, type AddressInfo, type Socket } from 'node:net'

/** Accepts connections, reads the first bytes, and never answers. */
export class HalfDeafService implements AsyncDisposable {
  connections = 0
  /** How many bytes it has read. */
  received = 0
  readonly firstBytes: Promise<void>
  readonly #server = createServer()
  readonly #sockets = new Set<Socket>()

  private constructor() {
    this.firstBytes = new Promise((resolve) => {
      this.#server.on('connection', (socket) => {
        this.connections += 1
        this.#sockets.add(socket)
        socket.on('error', () => undefined)
        socket.once('data', ({ length }) => {
          socket.pause()
          this.received += length
          resolve()
        })
      })
    })
  }

  static async start(): Promise<HalfDeafService> {
    const service = new HalfDeafService()
    await new Promise<void>((resolve) => service.#server.listen(0, '127.0.0.1', resolve))
    return service
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // A paused socket doesn't notice that its client is gone, and would keep the server open.
    for (const socket of this.#sockets) socket.destroy()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}
