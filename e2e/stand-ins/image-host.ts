/** A server on loopback with one image, for answers that contain an image's address. */
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export class ImageHost {
  /** While true, it answers with an error. */
  isDown = false
  /** The `authorization` header of each request. */
  readonly keys: (string | undefined)[] = []
  readonly #server: Server

  private constructor(image: Buffer) {
    this.#server = createServer((request, response) => {
      this.keys.push(request.headers.authorization)
      if (this.isDown) response.writeHead(503).end()
      else response.writeHead(200, { 'content-type': 'image/png' }).end(image)
    })
  }

  static async start(image: Buffer): Promise<ImageHost> {
    const host = new ImageHost(image)
    host.#server.listen(0, '127.0.0.1')
    await once(host.#server, 'listening')
    return host
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }
}
