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

const turns = [{ role: 'user', parts: createParts('Hello') }] as const

test('instructions and settings are sent as the service names them', async () => {
  await ask(turns, new NetworkAttempt(), {
    instructions: 'Be brief.',
    settings: { temperature: 0.5, effort: 'low', maxOutput: 400, tellsReasoning: true },
  })
  expect(openai.requests[0]?.json).toEqual({
    model: 'gpt-6.1-terra',
    instructions: 'Be brief.',
    input: [{ role: 'user', content: 'Hello' }],
    temperature: 0.5,
    reasoning: { effort: 'low', summary: 'auto' },
    max_output_tokens: 400,
    store: false,
    stream: true,
  })
})

test.each([
  ['temperature', 'temperature', "Unsupported parameter: 'temperature' is not supported with this model."],
  ['reasoning.effort', 'effort', "Unsupported value: 'max' is not supported with the 'gpt-6.1-terra' model."],
  ['reasoning.effort', 'effort', "Unsupported parameter: 'reasoning.effort' is not supported with this model."],
  ['reasoning.summary', 'tellsReasoning', 'Your organization must be verified to generate reasoning summaries.'],
  ['max_output_tokens', 'maxOutput', "Invalid 'max_output_tokens': integer above maximum value."],
])('a refused %s is told as that setting, and costs nothing', async (param, setting, message) => {
  openai.next.fails({ status: 400, code: 'unsupported_parameter', param, message })
  const settings = { temperature: 0.5, effort: 'max', maxOutput: 400, tellsReasoning: true } as const
  await expect(ask(turns, new NetworkAttempt(), { settings })).rejects.toMatchObject({
    failure: { code: 'setting-refused', setting, charge: 'none', detail: message },
  })
})

test('a refusal that names a setting which was not sent keeps its own reason', async () => {
  openai.next.fails({ status: 400, code: null, message: 'The temperature of this room is wrong.' })
  await expect(ask(turns, new NetworkAttempt())).rejects.toMatchObject({ failure: { code: 'request-refused' } })
})

async function ask(
  turns: TextRequest['turns'],
  attempt: NetworkAttempt,
  told: Pick<TextRequest, 'instructions' | 'settings'> = {},
): Promise<void> {
  const adapter = new OpenAITextAdapter({
    account: () => ({ key: OPENAI_KEY, baseUrl: openai.baseUrl }),
    fetch: transport.fetch,
  })
  for await (const _event of adapter.answer({ kind: 'text', model: 'openai:gpt-6.1-terra', turns, ...told }, attempt))
    continue
}
