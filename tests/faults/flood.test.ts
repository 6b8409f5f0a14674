/** C11. Endless answers: stopped at a limit that fits the request, and never completely in memory. */
import { createServer, type Server, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { stat } from 'node:fs/promises'
import { describe, expect } from 'vitest'
import { test } from './fixtures'
import { anImage, type World } from './world'

const MB = 1024 * 1024
const BODY_BYTES = 500 * MB
/** The largest possible image. */
const CAP_BYTES = 48 * MB

describe('C11 a body of 500 MB is stopped at the cap, with the memory flat', () => {
  test.for([
    ['in one event that never ends', 'text/event-stream', 'event: image_generation.completed\ndata: {"b64_json":"'],
    ['in comments', 'text/event-stream', ':'],
    ['in JSON', 'application/json', '{"data":[{"b64_json":"'],
  ] as const)('%s', { timeout: 60_000 }, async ([, contentType, head], { world }) => {
    await using service = await FloodingService.start(contentType, head)
    const before = await peakMemory(world)
    await world.restart({ baseUrl: service.baseUrl, hasBlob: false })
    const id = world.ask({ previews: 0 })
    expect(await world.becomes(id, 'failed')).toMatchObject({
      failure: { code: 'answer-too-large', charge: 'unknown', hasAnswer: true },
    })
    await service.over
    expect(service.sentBytes).toBeLessThan(2 * CAP_BYTES)

    const [kept] = await world.files('spool')
    expect((await stat(kept!)).size).toBeLessThanOrEqual(CAP_BYTES)
    const peak = await world.life.ask<number>({ ask: 'peak-memory' })
    // The answer up to the limit, once as raw bytes and once as text: far from 500 MB.
    expect((peak - before) / MB).toBeLessThan(4 * (CAP_BYTES / MB))
    expect(await world.violations()).toEqual([])
    await world.kill()
    world.forgetEverything()
  })
})

/** The core's memory use after making one image. */
async function peakMemory(world: World): Promise<number> {
  world.openai.next.image(anImage())
  await world.launch()
  await world.ends(world.ask())
  await world.rest()
  return world.life.ask<number>({ ask: 'peak-memory' })
}

/** Sends 500 MB, or as much as the client reads. */
class FloodingService implements AsyncDisposable {
  sentBytes = 0
  readonly over: Promise<void>
  readonly #server: Server

  private constructor(contentType: string, head: string) {
    let finish!: () => void
    this.over = new Promise((resolve) => (finish = resolve))
    this.#server = createServer((request, response) => {
      request.resume()
      response.on('error', () => undefined)
      response.writeHead(200, { 'content-type': contentType })
      response.write(head)
      void this.#flood(response).then(finish)
    })
  }

  static async start(contentType: string, head: string): Promise<FloodingService> {
    const service = new FloodingService(contentType, head)
    await new Promise<void>((resolve) => service.#server.listen(0, '127.0.0.1', resolve))
    return service
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`
  }

  async #flood(response: ServerResponse): Promise<void> {
    const piece = Buffer.alloc(256 * 1024, 'A')
    const gone = once(response, 'close')
    while (this.sentBytes < BODY_BYTES && !response.destroyed) {
      this.sentBytes += piece.byteLength
      if (!response.write(piece)) await Promise.race([once(response, 'drain'), gone])
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}
