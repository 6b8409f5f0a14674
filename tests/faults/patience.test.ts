import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { BLOB_TOKEN, BlobStandIn } from '../../e2e/stand-ins/blob'
import { OPENAI_KEY, OpenAiStandIn } from '../../e2e/stand-ins/openai'
import { ProxyStandIn } from '../../e2e/stand-ins/proxy'
import { createTransport, type Transport } from '../../src/main/services/transport'
import { BlobClient } from '../../src/main/uploads/blob-client'

const HOUR_MS = 3_600_000

let openai: OpenAiStandIn
let blob: BlobStandIn
let proxy: ProxyStandIn
let route: string
let transport: Transport

beforeEach(async () => {
  // Must come before undici is loaded, which sets its timers with these.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] })
  openai = await OpenAiStandIn.start()
  blob = await BlobStandIn.start()
  proxy = await ProxyStandIn.start()
  process.env['VERCEL_BLOB_API_URL'] = blob.apiUrl
  route = 'DIRECT'
  transport = createTransport(async () => route)
})

afterEach(async () => {
  vi.useRealTimers()
  await transport.close()
  delete process.env['VERCEL_BLOB_API_URL']
  await Promise.all([openai, blob, proxy].map((part) => part.stop()))
})

test.for(['directly', 'through a proxy'])(
  'C22 an answer that starts, or continues, after an hour is received completely %s',
  async (way) => {
    if (way === 'through a proxy') route = `PROXY ${proxy.host}`
    const first = openai.next.stallsBeforeHeaders()
    const before = post()
    await first.stalled
    await vi.advanceTimersByTimeAsync(HOUR_MS)
    first.continue()
    expect((await before).status).toBe(200)

    const second = openai.next.stallsAfterPreview(1)
    const during = await post()
    await second.stalled
    await vi.advanceTimersByTimeAsync(HOUR_MS)
    second.continue()
    expect(await during.text()).toContain('image_generation.completed')
  },
)

test.for(['directly', 'through a proxy'])('C22 an upload that is answered after an hour succeeds %s', async (way) => {
  if (way === 'through a proxy') route = `PROXY ${proxy.host}`
  const answer = blob.next.stalls()
  const upload = put()
  await answer.stalled
  await vi.advanceTimersByTimeAsync(HOUR_MS)
  answer.continue()
  expect(await upload).toBe(blob.getUrl('x.png'))
})

test.for(['directly', 'through a proxy'])(
  'a reset of a kept connection is not answered with a second upload %s',
  async (way) => {
    if (way === 'through a proxy') route = `PROXY ${proxy.host}`
    await put()
    blob.next.resetsConnection()
    await expect(put()).rejects.toMatchObject({ problem: 'unreachable' })
    expect(blob.uploads).toHaveLength(2)
  },
)

function put(): Promise<string> {
  const client = new BlobClient({ prepareNetwork: transport.adoptUndici, deadlineMs: 2 * HOUR_MS })
  return client.put({ token: BLOB_TOKEN, access: 'public' }, 'x.png', Buffer.from('an image'), 'image/png')
}

function post(): Promise<Response> {
  return transport.fetch(`${openai.baseUrl}/images/generations`, {
    method: 'POST',
    headers: { authorization: `Bearer ${OPENAI_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'gpt-image-2', prompt: 'a slow one', stream: true, partial_images: 2 }),
  })
}
