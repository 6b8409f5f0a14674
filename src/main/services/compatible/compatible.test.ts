import { describe, expect, test as base } from 'vitest'
import { DEFAULT_IMAGE_OPTIONS } from '@shared/image-options'
import { createParts, type ImageRequest, type TextRequest } from '@shared/request'
import { CompatibleStandIn, type ImageForm } from '../../../../e2e/stand-ins/compatible'
import { noisyPng, soundJpeg, soundPng } from '../../../../e2e/stand-ins/images'
import { anInputImage } from '../../../../tests/support/input-image'
import { drawMask } from '../../../../tests/support/main/draw-mask'
import { NetworkAttempt } from '../../../../tests/support/main/network-attempt'
import type { AnswerEvent } from '../adapter'
import { createAdapter, buildImageBody } from '.'

const test = base.extend<{ server: CompatibleStandIn }>({
  // oxlint-disable-next-line no-empty-pattern -- vitest reads from the pattern what a fixture needs
  server: async ({}, use) => {
    const server = await CompatibleStandIn.start()
    await use(server)
    await server.stop()
  },
})

const request: ImageRequest = {
  kind: 'image',
  model: 'compatible-1a2b:image/sdxl-turbo',
  parts: createParts('a heron'),
  options: { ...DEFAULT_IMAGE_OPTIONS, quality: 'auto' },
}
const question: TextRequest = {
  kind: 'text',
  model: 'compatible-1a2b:text/llama3:8b',
  turns: [{ role: 'user', parts: createParts('How do lighthouses work?') }],
}

function open(server: CompatibleStandIn, key?: string, query = '') {
  return createAdapter({
    account: () => ({ baseUrl: server.baseUrl + query, ...(key !== undefined && { key }) }),
    fetch: globalThis.fetch,
  })
}

async function collect<Event>(events: AsyncIterable<Event>): Promise<Event[]> {
  const all: Event[] = []
  for await (const event of events) all.push(event)
  return all
}

test('the query of an address is put on every call', async ({ server }) => {
  const adapter = open(server, undefined, '?api-version=2026-01&user=a%20b')
  await collect(adapter.answer(request, new NetworkAttempt()))
  await collect(adapter.answer(question, new NetworkAttempt()))
  const queries = server.paidCalls.map(({ path }) => new URL(path, server.origin))
  expect(queries.map(({ pathname }) => pathname)).toEqual(['/v1/images/generations', '/v1/chat/completions'])
  for (const { searchParams } of queries) {
    expect([...searchParams]).toEqual([
      ['api-version', '2026-01'],
      ['user', 'a b'],
    ])
  }
})

test('an address without its version is proposed with it, and with its query', async ({ server }) => {
  const adapter = createAdapter({
    account: () => ({ baseUrl: `${server.origin}?api-version=2026-01` }),
    fetch: globalThis.fetch,
  })
  await expect(collect(adapter.answer(request, new NetworkAttempt()))).rejects.toMatchObject({
    failure: { suggestion: `${server.origin}/v1?api-version=2026-01` },
  })
})

describe('an image', () => {
  test.for<ImageForm>(['base64', 'address', 'relative', 'data', 'events'])(
    'arrives as %s, and is read again from what was kept',
    async (form, { server }) => {
      server.form = form
      const adapter = open(server)
      const call = new NetworkAttempt()
      const expected: AnswerEvent[] = [
        expect.objectContaining({ type: 'image', index: 0, bytes: server.image }) as never,
      ]
      expect(await collect(adapter.answer(request, call))).toEqual(expected)
      const kept = (async function* () {
        yield* call.kept
      })()
      expect(await collect(adapter.decode(request, kept))).toEqual(expected)
      expect(server.paidCalls).toHaveLength(1)
    },
  )

  test('is asked for with nothing that was not chosen, without a stream and without a key', async ({ server }) => {
    await collect(open(server).answer(request, new NetworkAttempt()))
    expect(server.paidCalls).toEqual([
      {
        method: 'POST',
        path: '/v1/images/generations',
        authorization: undefined,
        json: {
          model: 'sdxl-turbo',
          prompt: 'a heron',
          n: 1,
          size: '1024x1024',
          response_format: 'b64_json',
        },
      },
    ])
    await collect(open(server, 'local-key').answer(request, new NetworkAttempt()))
    expect(server.paidCalls[1]?.authorization).toBe('Bearer local-key')
  })

  test('is asked of a model by its whole name, with spaces and slashes', async ({ server }) => {
    const name = 'my models/SDXL Turbo: v1.0 (fp16).safetensors'
    await collect(open(server).answer({ ...request, model: `compatible-1a2b:image/${name}` }, new NetworkAttempt()))
    await collect(open(server).answer({ ...question, model: `compatible-1a2b:text/${name}` }, new NetworkAttempt()))
    expect(server.paidCalls.map(({ json }) => json['model'])).toEqual([name, name])
  })

  test('of a model of OpenAI’s behind a gateway takes that model’s options', () => {
    const known = buildImageBody({
      ...request,
      model: 'compatible-1a2b:image/gpt-image-2',
      options: DEFAULT_IMAGE_OPTIONS,
    })
    expect(known).toMatchObject({ model: 'gpt-image-2', quality: 'medium', output_format: 'png' })
    expect(known).not.toHaveProperty('response_format')
  })

  test.for([
    [400, { error: 'size not supported' }, 'request-refused', 'size not supported'],
    [
      422,
      { detail: 'num_inference_steps must be positive' },
      'request-refused',
      'num_inference_steps must be positive',
    ],
    [404, { error: { message: 'model "sdxl-turbo" not found' } }, 'model-unavailable', 'model "sdxl-turbo" not found'],
    [500, { error: { code: 500, message: 'out of memory' } }, 'provider-down', 'out of memory'],
    [200, { error: 'model not loaded' }, 'error-reported', 'model not loaded'],
  ] as const)(
    'that is refused with %i %j shows the server’s own words',
    async ([status, body, code, detail], { server }) => {
      server.fails = { status, body }
      await expect(collect(open(server).answer(request, new NetworkAttempt()))).rejects.toMatchObject({
        failure: { code, detail },
      })
      expect(server.paidCalls).toHaveLength(1)
    },
  )
})

test.for([401, 403])(
  'a server that refuses with %i who sends no key is said to need one',
  async (status, { server }) => {
    server.fails = { status, body: { error: 'who are you?' } }
    await expect(collect(open(server).answer(request, new NetworkAttempt()))).rejects.toMatchObject({
      failure: { code: 'key-required', charge: 'none', detail: 'who are you?' },
    })
    await expect(collect(open(server, 'sk-local').answer(request, new NetworkAttempt()))).rejects.toMatchObject({
      failure: { code: status === 401 ? 'key-rejected' : 'access-denied' },
    })
  },
)

describe('an edit', () => {
  const png = noisyPng({ width: 32, height: 32, seed: 4 })
  const mask = drawMask(32, 32, (x) => x < 8)

  test('is sent as a form, byte for byte, with nothing that was not chosen', async ({ server }) => {
    const attempt = new NetworkAttempt()
    const inputs = [attempt.addInput(png), attempt.addInput(mask, { role: 'mask' })]
    const events = await collect(
      open(server).answer({ ...request, parts: createParts('make the sky pink', inputs) }, attempt),
    )
    expect(events).toMatchObject([{ type: 'image', index: 0, bytes: server.image }])
    expect(server.paidCalls).toEqual([
      {
        method: 'POST',
        path: '/v1/images/edits',
        authorization: undefined,
        json: {},
        form: {
          fields: {
            model: 'sdxl-turbo',
            prompt: 'make the sky pink',
            n: '1',
            size: '1024x1024',
            response_format: 'b64_json',
          },
          files: [
            { field: 'image', name: 'image-1.png', type: 'image/png', bytes: png },
            { field: 'mask', name: 'mask.png', type: 'image/png', bytes: mask },
          ],
        },
      },
    ])
  })

  test.for([404, 405])('that the server answers with %i is not blamed on the address', async (status, { server }) => {
    const attempt = new NetworkAttempt()
    const parts = createParts('make the sky pink', [attempt.addInput(png)])
    server.fails = { status, body: { error: 'no such path' } }
    await expect(collect(open(server).answer({ ...request, parts }, attempt))).rejects.toMatchObject({
      failure: { code: 'request-unsupported', charge: 'none', detail: 'no such path' },
    })
    await expect(collect(open(server).answer(request, new NetworkAttempt()))).rejects.toMatchObject({
      failure: { code: 'address-wrong' },
    })
  })

  test('of an image that is gone sends nothing', async ({ server }) => {
    const attempt = new NetworkAttempt()
    const parts = createParts('make the sky pink', [anInputImage()])
    await expect(collect(open(server).answer({ ...request, parts }, attempt))).rejects.toMatchObject({
      failure: { code: 'input-missing', charge: 'none' },
    })
    expect(attempt.sent).toBe(0)
    expect(server.calls).toEqual([])
  })
})

describe('a text', () => {
  test('about images has them in their place; those of an answer come with the next question', async ({ server }) => {
    const attempt = new NetworkAttempt()
    const [first, second] = [soundPng(), soundJpeg()]
    const turns: TextRequest['turns'] = [
      { role: 'user', parts: createParts('Draw a heron.') },
      { role: 'assistant', parts: createParts('Here it is.', [attempt.addInput(first)]) },
      { role: 'user', parts: createParts('And this?', [attempt.addInput(second, { format: 'jpeg' })]) },
    ]
    await collect(open(server).answer({ ...question, turns }, attempt))
    expect(server.paidCalls[0]?.json['messages']).toEqual([
      { role: 'user', content: 'Draw a heron.' },
      { role: 'assistant', content: 'Here it is.' },
      {
        role: 'user',
        content: [
          { type: 'image_url', image_url: { url: `data:image/png;base64,${first.toString('base64')}` } },
          { type: 'text', text: 'And this?' },
          { type: 'image_url', image_url: { url: `data:image/jpeg;base64,${second.toString('base64')}` } },
        ],
      },
    ])
  })

  test('is asked for with instructions and settings, and a refused one is named', async ({ server }) => {
    const settings = { temperature: 0.2, effort: 'low', maxOutput: 400 } as const
    const told = { ...question, instructions: 'Be brief.', settings }
    await collect(open(server).answer(told, new NetworkAttempt()))
    expect(server.paidCalls[0]?.json).toMatchObject({
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'How do lighthouses work?' },
      ],
      temperature: 0.2,
      reasoning_effort: 'low',
      max_tokens: 400,
    })
    server.fails = { status: 400, body: { error: 'unknown field: reasoning_effort' } }
    await expect(collect(open(server).answer(told, new NetworkAttempt()))).rejects.toMatchObject({
      failure: { code: 'setting-refused', setting: 'effort', charge: 'none' },
    })
  })

  test('comes in pieces, by chat completions, with an unknown cost where the server counts nothing', async ({
    server,
  }) => {
    const events = await collect(open(server).answer(question, new NetworkAttempt()))
    expect(events).toEqual([
      { type: 'text', text: 'With a lamp' },
      { type: 'text', text: ' and a lens.' },
    ])
    expect(server.paidCalls).toMatchObject([
      {
        path: '/v1/chat/completions',
        json: { model: 'llama3:8b', messages: [{ role: 'user', content: 'How do lighthouses work?' }], stream: true },
      },
    ])
  })
})
