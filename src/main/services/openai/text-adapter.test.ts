import { afterEach, beforeEach, expect, test } from 'vitest'
import { createParts, type TextRequest } from '@shared/request'
import { soundJpeg, soundPng } from '../../../../e2e/stand-ins/images'
import { OPENAI_KEY, OpenAiStandIn } from '../../../../e2e/stand-ins/openai'
import { anInputImage } from '../../../../tests/support/input-image'
import { NetworkAttempt } from '../../../../tests/support/main/network-attempt'
import { createTransport, type Transport } from '../transport'
import { OpenAITextAdapter } from './text-adapter'

let openai: OpenAiStandIn
let transport: Transport

beforeEach(async () => {
  openai = await OpenAiStandIn.start()
  transport = createTransport(async () => 'DIRECT')
})

afterEach(async () => {
  await transport.close()
  await openai.stop()
})

test('a question about images has them in their place, and everything else stays plain text', async () => {
  const attempt = new NetworkAttempt()
  const [first, second] = [soundPng(), soundJpeg()]
  await ask(
    [
      { role: 'user', parts: createParts('Hello') },
      { role: 'assistant', parts: createParts('Hello.', [attempt.addInput(first)]) },
      { role: 'user', parts: createParts('What are these?', [attempt.addInput(second, { format: 'jpeg' })]) },
    ],
    attempt,
  )
  expect(openai.requests.map(({ path, json }) => ({ path, json }))).toEqual([
    {
      path: '/v1/responses',
      json: {
        model: 'gpt-6.1-terra',
        input: [
          { role: 'user', content: 'Hello' },
          { role: 'assistant', content: 'Hello.' },
          {
            role: 'user',
            content: [
              { type: 'input_image', image_url: `data:image/png;base64,${first.toString('base64')}`, detail: 'auto' },
              { type: 'input_text', text: 'What are these?' },
              { type: 'input_image', image_url: `data:image/jpeg;base64,${second.toString('base64')}`, detail: 'auto' },
            ],
          },
        ],
        store: false,
        stream: true,
      },
    },
  ])
})

test('an image that is gone costs nothing: nothing is sent', async () => {
  const attempt = new NetworkAttempt()
  const turns = [{ role: 'user', parts: createParts('What is this?', [anInputImage()]) }] as const
  await expect(ask(turns, attempt)).rejects.toMatchObject({ failure: { code: 'input-missing', charge: 'none' } })
  expect(attempt.sent).toBe(0)
  expect(openai.requests).toEqual([])
})

test('an image that the service can’t read is told as such', async () => {
  const attempt = new NetworkAttempt()
  openai.next.fails({
    status: 400,
    code: 'invalid_value',
    param: 'input[0].content[1].image_url',
    message: 'Unreadable.',
  })
  const turns = [{ role: 'user', parts: createParts('What is this?', [attempt.addInput(soundPng())]) }] as const
  await expect(ask(turns, attempt)).rejects.toMatchObject({
    failure: { code: 'input-rejected', charge: 'none', detail: 'Unreadable.' },
  })
})

async function ask(turns: TextRequest['turns'], attempt: NetworkAttempt): Promise<void> {
  const adapter = new OpenAITextAdapter({
    account: () => ({ key: OPENAI_KEY, baseUrl: openai.baseUrl }),
    fetch: transport.fetch,
  })
  for await (const _event of adapter.answer({ kind: 'text', model: 'openai:gpt-6.1-terra', turns }, attempt)) continue
}
