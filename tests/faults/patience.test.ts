import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { OPENAI_KEY, OpenAiStandIn } from '../../e2e/stand-ins/openai'
import { createTransport, type Transport } from '../../src/main/providers/transport'

let openai: OpenAiStandIn
let transport: Transport

beforeEach(async () => {
  // Before undici is loaded, which sets its timers with these.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] })
  openai = await OpenAiStandIn.start()
  transport = createTransport(async () => 'DIRECT')
})

afterEach(async () => {
  vi.useRealTimers()
  await transport.close()
  await openai.stop()
})

test('C22 an answer that starts, or continues, after an hour is received completely', async () => {
  const first = openai.next.stallsBeforeHeaders()
  const before = post()
  await first.stalled
  await vi.advanceTimersByTimeAsync(3_600_000)
  first.continue()
  expect((await before).status).toBe(200)

  const second = openai.next.stallsAfterPreview(1)
  const during = await post()
  await second.stalled
  await vi.advanceTimersByTimeAsync(3_600_000)
  second.continue()
  expect(await during.text()).toContain('image_generation.completed')
})

function post(): Promise<Response> {
  return transport.fetch(`${openai.baseUrl}/images/generations`, {
    method: 'POST',
    headers: { authorization: `Bearer ${OPENAI_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'gpt-image-2', prompt: 'a slow one', stream: true, partial_images: 2 }),
  })
}
