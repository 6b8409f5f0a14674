import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findImageModel } from '@shared/catalogue'
import { fitOptions } from '@shared/catalogue/options'
import { FailureError, type Failure } from '@shared/failure'
import { DEFAULT_IMAGE_OPTIONS, type ImageOptions } from '@shared/image-options'
import { createParts, type ImageRequest, type InputImage } from '@shared/request'
import { BflFiles } from '../../../../e2e/stand-ins/bfl'
import { soundPng, soundSvg } from '../../../../e2e/stand-ins/images'
import { failing, images, RECRAFT_KEY, RecraftStandIn } from '../../../../e2e/stand-ins/recraft'
import { NetworkAttempt } from '../../../../tests/support/main/network-attempt'
import type { AnswerEvent } from '../adapter'
import { createTransport, type Transport } from '../transport'
import { createAdapter } from '.'

let recraft: RecraftStandIn
let transport: Transport

beforeEach(async () => {
  recraft = await RecraftStandIn.start()
  transport = createTransport(async () => 'DIRECT')
})

afterEach(async () => {
  await transport.close()
  await recraft.stop()
})

interface Outcome {
  readonly events: readonly AnswerEvent[]
  readonly failure?: Failure
  readonly attempt: NetworkAttempt
}

function openAdapter(baseUrl = recraft.baseUrl) {
  return createAdapter({ fetch: transport.fetch, account: () => ({ key: RECRAFT_KEY, baseUrl }) })
}

function asking(part: Partial<ImageOptions> = {}, name = 'recraftv4_1', inputs: InputImage[] = []) {
  const model = findImageModel(`recraft:${name}`)
  if (!model) throw new Error(`${name} is no image model`)
  const options = fitOptions(model, { ...DEFAULT_IMAGE_OPTIONS, ...part })
  return { kind: 'image', model: model.id, parts: createParts('a harbor at night', inputs), options } as const
}

async function collect(source: AsyncIterable<AnswerEvent>, attempt = new NetworkAttempt()): Promise<Outcome> {
  const events: AnswerEvent[] = []
  try {
    for await (const event of source) events.push(event)
  } catch (error) {
    if (!(error instanceof FailureError)) throw error
    return { events, failure: error.failure, attempt }
  }
  return { events, attempt }
}

async function generate(request: ImageRequest = asking(), attempt = new NetworkAttempt()): Promise<Outcome> {
  return collect(openAdapter().answer(request, attempt), attempt)
}

const image = soundPng({ seed: 7 })

test('several images come in one answer, with what the service says that they cost', async () => {
  recraft.willAnswer(images({ images: [image, soundPng()] }))
  const { events } = await generate(asking({ count: 2, size: '1344x768', format: 'webp' }, 'recraftv4_1_pro'))
  expect(events).toEqual([
    { type: 'image', index: 0, bytes: image },
    { type: 'image', index: 1, bytes: soundPng() },
    { type: 'cost', amount: 420_000 },
  ])
  expect(recraft.paidRequests.map(({ path, json }) => [path, json])).toEqual([
    [
      '/v1/images/generations',
      {
        model: 'recraftv4_1_pro',
        prompt: 'a harbor at night',
        n: 2,
        size: '2688x1536',
        image_format: 'webp',
        response_format: 'b64_json',
      },
    ],
  ])
})

test('vector models make drawings, and are not told a format of pixels', async () => {
  const { events } = await generate(asking({ count: 2, format: 'webp' }, 'recraftv4_1_pro_vector'))
  expect(events).toEqual([
    { type: 'image', index: 0, bytes: soundSvg() },
    { type: 'image', index: 1, bytes: soundSvg({ seed: 2 }) },
    { type: 'cost', amount: 600_000 },
  ])
  expect(recraft.paidRequests.map(({ json }) => json)).toEqual([
    {
      model: 'recraftv4_1_pro_vector',
      prompt: 'a harbor at night',
      n: 2,
      size: '2048x2048',
      response_format: 'b64_json',
    },
  ])
})

test('an image that is changed by words goes to its own route, without a size', async () => {
  const attempt = new NetworkAttempt()
  expect((await generate(asking({}, 'recraftv4_1', [attempt.addInput(image)]), attempt)).failure).toBeUndefined()
  const [{ path, json } = { path: '', json: {} }] = recraft.paidRequests
  expect(path).toBe('/v1/images/imageToImage')
  expect(json).toMatchObject({ image: `data:image/png;base64,${image.toString('base64')}`, strength: 0.5 })
  expect(json).not.toHaveProperty('size')
})

describe('a tool takes one image, and none of the words', () => {
  const url = `data:image/png;base64,${image.toString('base64')}`
  test.each([
    ['removeBackground', {}, { image: url, image_format: 'png', response_format: 'b64_json' }, 10_000],
    ['crispUpscale', {}, { image: url, image_format: 'png', response_format: 'b64_json' }, 4_000],
    [
      'variateImage',
      { count: 4 },
      { image: url, image_format: 'png', response_format: 'b64_json', n: 4, size: '1024x1024' },
      40_000,
    ],
    ['vectorize', {}, { image: url, response_format: 'b64_json' }, 10_000],
  ])('%s', async (name, options, body, amount) => {
    const attempt = new NetworkAttempt()
    const { events } = await generate(asking(options, name, [attempt.addInput(image)]), attempt)
    expect(recraft.paidRequests.map(({ path, json }) => [path, json])).toEqual([[`/v1/images/${name}`, body]])
    expect(events.at(-1)).toEqual({ type: 'cost', amount })
  })

  test('and is not sent without one', async () => {
    expect((await generate(asking({}, 'removeBackground'))).failure).toMatchObject({
      code: 'request-unsupported',
      charge: 'none',
    })
    expect(recraft.requests).toEqual([])
  })
})

test.each([
  ['two images', 'recraftv4_1', 2],
  ['an image for a model that takes none', 'recraftv4_1_flash', 1],
])('%s are never left out silently', async (_name, model, count) => {
  const attempt = new NetworkAttempt()
  const inputs = Array.from({ length: count }, () => attempt.addInput(image))
  const { failure } = await generate(asking({}, model, inputs), attempt)
  expect(failure).toMatchObject({ code: 'request-unsupported', charge: 'none' })
  expect(recraft.requests).toEqual([])
})

test.each([
  ['none', null, undefined],
  ['nothing', 0, 0],
  ['a fraction', 7.5, 7_500],
  ['a negative one', -35, undefined],
  ['one in another unit', 35_000_000, undefined],
  ['one with a currency', '0.035 EUR', undefined],
])('%s named as the cost', async (_name, credits, amount) => {
  recraft.willAnswer(images({ credits }))
  const costs = (await generate()).events.filter(({ type }) => type === 'cost')
  expect(costs).toEqual(amount === undefined ? [] : [{ type: 'cost', amount }])
})

test('an image that is named by its address is fetched without the key', async () => {
  const files = await BflFiles.start()
  recraft.willAnswer((exchange) => exchange.json(200, { credits: 35, data: [{ url: files.add(image) }] }))
  expect((await generate()).events).toEqual([
    { type: 'image', index: 0, bytes: image },
    { type: 'cost', amount: 35_000 },
  ])
  expect(files.requests.map(({ headers }) => headers.authorization)).toEqual([undefined])
  await files.stop()
})

describe('what a failure means for the money', () => {
  test.each([
    [401, failing(401, 'unauthorized', 'Unauthorized'), { code: 'key-rejected', charge: 'none' }],
    [400, failing(400, 'not_enough_credits', 'Not enough credits'), { code: 'credit-exhausted', charge: 'none' }],
    [400, failing(400, 'bad_request', 'model is not found'), { code: 'model-unavailable', charge: 'none' }],
    [400, failing(400, 'bad_request', 'invalid size'), { code: 'option-refused', option: 'size', charge: 'none' }],
    [
      400,
      failing(400, 'prompt_moderation', 'Your prompt was flagged.'),
      { code: 'prompt-refused', stage: 'input', charge: 'none' },
    ],
    [
      429,
      failing(429, 'rate_limit', 'Slow down', { 'retry-after': '20' }),
      { code: 'rate-limited', charge: 'none', retryAfterMs: 20_000 },
    ],
    [500, failing(500, 'internal', 'Internal Server Error'), { code: 'provider-down', charge: 'unknown' }],
  ])('%i', async (status, step, expected) => {
    recraft.willAnswer(step)
    expect((await generate()).failure).toMatchObject({ ...expected, status })
    expect(recraft.paidRequests).toHaveLength(1)
  })
})
