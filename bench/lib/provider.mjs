// A stand-in for the image service, reduced to what a measurement needs: it takes a request, stays silent until it is
// told to answer, and notes when it has written its last byte. It answers the floor too, with the bare bytes.

import { once } from 'node:events'
import { createServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

import { now, within } from './clock.mjs'

/** A page that has sent its request is heard within this time, or never. */
const requestMs = 15_000
/** Previews are shown before the picture comes, as they are when a picture takes its usual half minute. */
const afterPreviewMs = 500
/** What goes out in the last write. */
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

export async function startProvider() {
  const requests = []
  const takers = []
  const server = createServer(async (message, response) => {
    const parts = []
    for await (const part of message) parts.push(part)
    // What the service offers is asked for beside everything else, and is no part of a measurement.
    if (message.url === '/v1/models') {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"object":"list","data":[]}')
      return
    }
    const exchange = { message, response, body: Buffer.concat(parts).toString('utf8') }
    const taker = takers.shift()
    if (taker) taker(exchange)
    else requests.push(exchange)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${server.address().port}`

  return {
    /** The environment that leads Easel here. */
    env: { OPENAI_BASE_URL: `${origin}/v1`, OPENAI_API_KEY: 'bench' },
    /** An address whose answer is nothing but the picture. */
    bareAddress: (name) => `${origin}/${name}.png`,
    /** The next request for a picture, as a pair of ways to answer it. */
    async nextRequest() {
      const known = requests.shift()
      const exchange =
        known ?? (await within(requestMs, 'a request for a picture', new Promise((resolve) => takers.push(resolve))))
      return createAnswer(exchange)
    },
    async stop() {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** `finish` yields when the last byte was written. */
function createAnswer({ message, response, body }) {
  if (message.method === 'GET') return createBareAnswer(response)
  const request = JSON.parse(body)
  if (!request.stream) throw new Error('The app asked for an answer in one piece; only streamed ones are measured.')

  const send = (type, facts) => `event: ${type}\ndata: ${JSON.stringify({ type, ...imageFacts, ...facts })}\n\n`
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' })
  return {
    /** As many of these as were asked for. */
    async preview(pictures) {
      for (const [index, picture] of pictures.slice(0, request.partial_images ?? 0).entries()) {
        const facts = { partial_image_index: index, b64_json: picture.toString('base64') }
        response.write(send('image_generation.partial_image', facts))
        await sleep(afterPreviewMs)
      }
    },
    finish: (picture) =>
      writeLast(response, send('image_generation.completed', { b64_json: picture.toString('base64'), usage })),
  }
}

function createBareAnswer(response) {
  response.writeHead(200, { 'content-type': 'image/png', 'access-control-allow-origin': '*' })
  return { preview: async () => {}, finish: (picture) => writeLast(response, picture) }
}

/**
 * As fast as it is taken: nothing that comes before the last bytes is given time of its own. The time is taken before the
 * last write and not after it: once written, bytes can be with the reader before the writer hears of it.
 */
async function writeLast(response, content) {
  const bytes = Buffer.from(content)
  await new Promise((resolve) => response.write(bytes.subarray(0, -lastBytes), resolve))
  const writtenAt = now()
  response.end(bytes.subarray(-lastBytes))
  return writtenAt
}
