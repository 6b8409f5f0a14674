import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DEFAULT_IMAGE_OPTIONS } from '@shared/image-options'
import { FailureError, type Failure } from '@shared/failure'
import { createParts, type ImageRequest } from '@shared/request'
import { OPENAI_KEY, OpenAiStandIn } from '../../../../e2e/stand-ins/openai'
import { noisyPng, previewPng, soundPng } from '../../../../e2e/stand-ins/images'
import { NetworkAttempt } from '../../../../tests/support/main/network-attempt'
import type { AnswerEvent } from '../adapter'
import { createTransport, type Transport } from '../transport'
import { decodeImages } from '../answers/decode-images'
import { createStreamedFailure } from './failures'
import { OpenAIImageAdapter } from './image-adapter'

const request: ImageRequest = {
  kind: 'image',
  model: 'openai:gpt-imagegen',
  parts: createParts('a lighthouse at dusk'),
  options: DEFAULT_IMAGE_OPTIONS,
}

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

test('the request contains exactly what was asked for, and the key', async () => {
  await generate()
  expect(openai.requests.map(({ method, path, json }) => ({ method, path, body: json }))).toEqual([
    {
      method: 'POST',
      path: '/v1/images/generations',
      body: {
        model: 'gpt-image-2.5-flare',
        prompt: 'a lighthouse at dusk',
        n: 1,
        size: '1024x1024',
        quality: 'medium',
        output_format: 'png',
        stream: true,
        partial_images: 2,
      },
    },
  ])
  expect(openai.requests[0]?.headers['authorization']).toBe(`Bearer ${OPENAI_KEY}`)
})

test('options other than the defaults are sent as the API names them', async () => {
  await generate({
    ...request,
    model: 'openai:gpt-image-2',
    options: { ...request.options, format: 'webp', compression: 80, background: 'transparent', moderation: 'low' },
  })
  expect(openai.requests[0]?.json).toMatchObject({
    model: 'gpt-image-2',
    output_format: 'webp',
    output_compression: 80,
    background: 'transparent',
    moderation: 'low',
  })
})

test('previews, image and usage arrive in order', async () => {
  const image = soundPng({ seed: 7 })
  const previews = [previewPng(0), previewPng(1)]
  openai.next.image({ images: [image], previews })
  const { events } = await generate()
  expect(events).toEqual([
    { type: 'preview', index: 0, bytes: previews[0] },
    { type: 'preview', index: 1, bytes: previews[1] },
    { type: 'image', index: 0, bytes: image, rendering: { quality: 'medium', background: 'opaque' } },
    {
      type: 'usage',
      usage: [
        { what: 'textIn', unit: 'token', quantity: expect.any(Number) },
        { what: 'imageOut', unit: 'token', quantity: 439 },
        { what: 'previews', unit: 'token', quantity: 200 },
      ],
    },
  ])
})

test('a server that ignores streaming is understood', async () => {
  openai.next.answersPlainJson()
  const { events } = await generate()
  expect(events.map(({ type }) => type)).toEqual(['image', 'usage'])
})

test('the model’s own choices are reported for each image, streamed or not', async () => {
  const left = { ...request, options: { ...request.options, quality: 'auto', background: 'auto' } } as const
  const renderings = async () =>
    (await generate(left)).events.flatMap((event) => (event.type === 'image' ? [event.rendering] : []))
  openai.next.image({ images: [soundPng({ seed: 1 })] })
  expect(await renderings()).toEqual([{ quality: 'medium', background: 'opaque' }])
  openai.next.answersPlainJson()
  expect(await renderings()).toEqual([{ quality: 'medium', background: 'opaque' }])
})

test('every byte of the answer is kept before it is parsed, and reads the same afterwards', async () => {
  openai.next.image({ images: [noisyPng({ width: 200, height: 200 })] })
  const { events, kept } = await generate()
  const again: AnswerEvent[] = []
  for await (const event of new OpenAIImageAdapter(connection()).decode(request, pieces(Buffer.concat(kept), 4999))) {
    again.push(event)
  }
  expect(again).toEqual(events)
})

test('an answer in pieces of one byte is read like one in a single piece', async () => {
  openai.next.image({ images: [soundPng({ width: 16, height: 16 })], previews: [] })
  const { events, kept } = await generate()
  const again: AnswerEvent[] = []
  for await (const event of decodeImages(pieces(Buffer.concat(kept), 1), {
    request,
    fetchImage: notFetched,
    explainError: createStreamedFailure,
  }))
    again.push(event)
  expect(again).toEqual(events)
})

describe('a failure has its cause and its money verdict', () => {
  const cases: readonly [string, () => void, Partial<Failure>][] = [
    [
      '401',
      () => openai.next.fails({ status: 401, code: 'invalid_api_key', message: 'Incorrect API key' }),
      { code: 'key-rejected', charge: 'none' },
    ],
    [
      '403 unverified',
      () => openai.next.fails({ status: 403, message: 'Your organization must be verified to use the model' }),
      { code: 'organisation-unverified', charge: 'none' },
    ],
    [
      '404',
      () => openai.next.fails({ status: 404, code: 'model_not_found', message: 'No such model' }),
      { code: 'model-unavailable', charge: 'none' },
    ],
    [
      'moderation',
      () =>
        openai.next.fails({
          status: 400,
          code: 'moderation_blocked',
          message: 'Refused',
          more: { moderation_details: { moderation_stage: 'input', categories: ['violence'] } },
        }),
      { code: 'prompt-refused', charge: 'none', stage: 'input', categories: ['violence'] },
    ],
    [
      'moderation of the result',
      () =>
        openai.next.fails({
          status: 400,
          code: 'moderation_blocked',
          message: 'Refused',
          more: { moderation_details: { moderation_stage: 'output' } },
        }),
      { code: 'prompt-refused', charge: 'unknown', stage: 'output' },
    ],
    [
      'moderation in words of its own',
      () =>
        openai.next.fails({
          status: 400,
          code: 'moderation_blocked',
          more: { moderation_details: { moderation_stage: 3, categories: [1, '<b>hate</b>', 'x'.repeat(999), null] } },
        }),
      { code: 'prompt-refused', categories: ['hate', 'x'.repeat(40)] },
    ],
    [
      'a country that is not served',
      () =>
        openai.next.fails({
          status: 403,
          code: 'unsupported_country_region_territory',
          type: 'request_forbidden',
          message: 'Country, region, or territory not supported',
        }),
      { code: 'country-unsupported', charge: 'none' },
    ],
    [
      'a country, without a code',
      () => openai.next.fails({ status: 403, message: 'Country, region, or territory not supported' }),
      { code: 'country-unsupported', charge: 'none' },
    ],
    [
      'another 403',
      () => openai.next.fails({ status: 403, message: 'Project does not have access to model' }),
      { code: 'access-denied', charge: 'none' },
    ],
    [
      'a size that is not taken',
      () => openai.next.fails({ status: 400, code: 'invalid_value', param: 'size', message: "Invalid value: '9x9'." }),
      { code: 'option-refused', charge: 'none', option: 'size' },
    ],
    [
      'a format that is not taken',
      () => openai.next.fails({ status: 400, param: 'output_format', message: 'Not for this project.' }),
      { code: 'option-refused', charge: 'none', option: 'format' },
    ],
    [
      'another 400',
      () => openai.next.fails({ status: 400, param: 'user', message: 'Unknown.' }),
      { code: 'request-refused', charge: 'none' },
    ],
    [
      'too fast, by the headers of its limits',
      () =>
        openai.next.fails({
          status: 429,
          code: 'rate_limit_exceeded',
          headers: { 'x-ratelimit-reset-requests': '6m0s', 'x-ratelimit-remaining-requests': '0' },
        }),
      { code: 'rate-limited', charge: 'none', retryAfterMs: 360_000 },
    ],
    [
      'busy',
      () =>
        openai.next.fails({
          status: 429,
          code: 'rate_limit_exceeded',
          message: 'Slow',
          headers: { 'retry-after': '7' },
        }),
      { code: 'rate-limited', charge: 'none', retryAfterMs: 7000 },
    ],
    [
      'out of credit',
      () => openai.next.fails({ status: 429, code: 'insufficient_quota', message: 'No credit' }),
      { code: 'quota-exhausted', charge: 'none' },
    ],
    [
      'a balance of nothing',
      () => openai.next.fails({ status: 429, code: 'credit_balance_exhausted', type: 'insufficient_quota' }),
      { code: 'credit-exhausted', charge: 'none' },
    ],
    [
      'the limit of the organization',
      () => openai.next.fails({ status: 429, code: 'organization_spend_limit_exceeded', type: 'insufficient_quota' }),
      { code: 'spend-limit-reached', charge: 'none' },
    ],
    [
      'the limit of the project',
      () => openai.next.fails({ status: 429, code: 'project_spend_limit_exceeded', type: 'insufficient_quota' }),
      { code: 'project-limit-reached', charge: 'none' },
    ],
    [
      'hard limit',
      () => openai.next.fails({ status: 400, code: 'billing_hard_limit_reached', message: 'Limit' }),
      { code: 'quota-exhausted', charge: 'none' },
    ],
    ['500', () => openai.next.fails({ status: 500, message: 'Oh' }), { code: 'provider-down', charge: 'unknown' }],
    [
      '503',
      () => openai.next.fails({ status: 503, code: 'server_is_overloaded', message: 'Full' }),
      { code: 'provider-busy', charge: 'unknown' },
    ],
    [
      'slow down',
      () => openai.next.fails({ status: 503, code: 'slow_down', headers: { 'retry-after': '20' } }),
      { code: 'provider-busy', charge: 'unknown', retryAfterMs: 20_000 },
    ],
    [
      'an error that is a text',
      () => openai.next.answers((exchange) => exchange.json(500, { error: 'out of memory' })),
      { code: 'provider-down', charge: 'unknown', detail: 'out of memory' },
    ],
    [
      'an error of FastAPI',
      () =>
        openai.next.answers((exchange) => exchange.json(422, { detail: [{ msg: 'size must be a multiple of 8' }] })),
      { code: 'request-refused', charge: 'none', detail: 'size must be a multiple of 8' },
    ],
    ['HTML with 502', () => openai.next.answersHtml({ status: 502 }), { code: 'provider-down', charge: 'unknown' }],
    ['HTML with 200', () => openai.next.answersHtml(), { code: 'not-an-api', charge: 'unknown' }],
    ['nothing', () => openai.next.answersEmpty(), { code: 'answer-empty', charge: 'unknown' }],
    ['a cut answer', () => openai.next.cutsBody({ afterBytes: 4000 }), { code: 'connection-lost', charge: 'unknown' }],
    ['a reset', () => openai.next.resetsConnection(), { code: 'connection-lost', charge: 'unknown' }],
  ]

  test.each(cases)('%s', async (_name, script, expected) => {
    script()
    expect(await readFailure(generate())).toMatchObject(expected)
    expect(openai.paidRequests).toHaveLength(1)
  })

  test('no server at this address', async () => {
    const { baseUrl } = openai
    await openai.stop()
    const provider = new OpenAIImageAdapter({ ...connection(), account: () => ({ key: OPENAI_KEY, baseUrl }) })
    expect(await readFailure(collect(provider.answer(request, attempt().attempt)))).toMatchObject({
      code: 'never-connected',
      charge: 'none',
    })
  })

  test('no key', async () => {
    const provider = new OpenAIImageAdapter({ ...connection(), account: () => ({ problem: 'key-missing' }) })
    expect(await readFailure(collect(provider.answer(request, attempt().attempt)))).toMatchObject({
      code: 'key-missing',
      charge: 'none',
    })
  })

  test('silence past the deadline', async () => {
    openai.next.stallsBeforeHeaders()
    const provider = new OpenAIImageAdapter({
      ...connection(),
      deadlines: { headersMs: 2_000, idleMs: 50, wakeMs: 50 },
    })
    expect(await readFailure(collect(provider.answer(request, attempt().attempt)))).toMatchObject({
      code: 'timed-out',
      charge: 'unknown',
    })
  })

  test('silence in the middle', async () => {
    openai.next.stallsAfterPreview(1)
    const provider = new OpenAIImageAdapter({
      ...connection(),
      deadlines: { headersMs: 5000, idleMs: 50, wakeMs: 50 },
    })
    expect(await readFailure(collect(provider.answer(request, attempt().attempt)))).toMatchObject({
      code: 'timed-out',
      charge: 'unknown',
    })
  })
})

test('a reset of a kept connection is not answered with a second request', async () => {
  await generate()
  openai.next.resetsConnection()
  await readFailure(generate())
  expect(openai.paidRequests).toHaveLength(2)
})

test('stopping ends the call', async () => {
  const answer = openai.next.stallsAfterPreview(1)
  const { attempt: stoppable, controller } = attempt()
  const call = readFailure(collect(new OpenAIImageAdapter(connection()).answer(request, stoppable)))
  await answer.stalled
  controller.abort()
  await call
  await answer.abandoned
})

function connection() {
  return { account: () => ({ key: OPENAI_KEY, baseUrl: openai.baseUrl }), fetch: transport.fetch }
}

function attempt() {
  const attempt = new NetworkAttempt()
  return { attempt, kept: attempt.kept, controller: attempt.controller }
}

async function generate(asked = request): Promise<{ events: AnswerEvent[]; kept: Uint8Array[] }> {
  const { attempt: given, kept } = attempt()
  return { events: await collect(new OpenAIImageAdapter(connection()).answer(asked, given)), kept }
}

async function collect<T>(events: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const event of events) all.push(event)
  return all
}

const notFetched = async (address: string) => ({ address, reason: 'refused' }) as const

async function readFailure(call: Promise<unknown>): Promise<Failure> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(FailureError)
  return (error as FailureError).failure
}

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.byteLength; start += size) yield bytes.subarray(start, start + size)
}
