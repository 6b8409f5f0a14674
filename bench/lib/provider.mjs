// A stand-in for the image service with only what measurements need: it receives a request, stays silent until told to
// answer, and records when it wrote its last byte. It also serves the bare image to the floor.

import { once } from 'node:events'
import { createServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

import { now, within } from './clock.mjs'

/** A page's request arrives within this time or not at all. */
const requestMs = 15_000
/** Previews are shown before the image arrives, as with an image that takes its usual half minute. */
const afterPreviewMs = 500
/** The size of the last write. */
const lastBytes = 1_000

const imageFacts = {
  created_at: 1_795_348_800,
  size: '1024x1024',
  quality: 'medium',
  background: 'opaque',
  output_format: 'png',
}
const usage = {
  input_tokens: 10,
  input_tokens_details: { image_tokens: 0, text_tokens: 10 },
  output_tokens: 1_000,
  output_tokens_details: { image_tokens: 1_000, text_tokens: 0 },
  total_tokens: 1_010,
}

/** @param models The names of the models that it lists. */
export async function startProvider({ models = [] } = {}) {
  const requests = []
  const takers = []
  const server = createServer(async (message, response) => {
    const parts = []
    for await (const part of message) parts.push(part)
    // The list of models is requested in parallel and isn't part of any measurement.
    if (message.url === '/v1/models') {
      const data = models.map((id) => ({ id, object: 'model' }))
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ object: 'list', data }))
      return
    }
    const exchange = { message, response, body: Buffer.concat(parts).toString('latin1'), receivedAt: now() }
    const taker = takers.shift()
    if (taker) taker(exchange)
    else requests.push(exchange)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${server.address().port}`

  return {
    /** The environment that makes Easel use this server. */
    env: { OPENAI_BASE_URL: `${origin}/v1`, OPENAI_API_KEY: 'bench' },
    /** An address that returns only the image. */
    bareAddress: (name) => `${origin}/${name}.png`,
    /** Waits for the next image request and returns the ways to answer it. */
    async nextRequest() {
      const known = requests.shift()
      const exchange =
        known ?? (await within(requestMs, 'a request for an image', new Promise((resolve) => takers.push(resolve))))
      return createAnswer(exchange)
    },
    async stop() {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** `finish` returns the time at which the last byte was written. */
function createAnswer({ message, response, body, receivedAt }) {
  if (message.method === 'GET') return createBareAnswer(response)
  const request = readRequest(message, body)
  if (!request.stream) throw new Error('The app asked for an answer in one piece; only streamed ones are measured.')

  const send = (type, facts) => `event: ${type}\ndata: ${JSON.stringify({ type, ...imageFacts, ...facts })}\n\n`
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' })
  return {
    /** When the request's last byte arrived. */
    receivedAt,
    /** Sends as many of these as the request wants. */
    async preview(images) {
      for (const [index, image] of images.slice(0, request.partial_images ?? 0).entries()) {
        const facts = { partial_image_index: index, b64_json: image.toString('base64') }
        response.write(send('image_generation.partial_image', facts))
        await sleep(afterPreviewMs)
      }
    },
    finish: (image) =>
      writeLast(response, send('image_generation.completed', { b64_json: image.toString('base64'), usage })),
  }
}

/** Requests with images are forms. */
function readRequest(message, body) {
  if (!message.headers['content-type']?.startsWith('multipart/')) return JSON.parse(body)
  const read = (field) => body.match(new RegExp(`name="${field}"\r\n\r\n([^\r]*)`))?.[1]
  return { stream: read('stream') === 'true', partial_images: Number(read('partial_images') ?? 0) }
}

function createBareAnswer(response) {
  response.writeHead(200, { 'content-type': 'image/png', 'access-control-allow-origin': '*' })
  return { preview: async () => {}, finish: (image) => writeLast(response, image) }
}

/**
 * Writes as fast as the reader accepts, without pausing before the last bytes. The time is taken before the last write,
 * not after it: written bytes can reach the reader before the writer is notified.
 */
async function writeLast(response, content) {
  const bytes = Buffer.from(content)
  await new Promise((resolve) => response.write(bytes.subarray(0, -lastBytes), resolve))
  const writtenAt = now()
  response.end(bytes.subarray(-lastBytes))
  return writtenAt
}
