import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createModelFinder } from '@shared/catalogue/find-listed'
import { fitOptions } from '@shared/catalogue/options'
import { FailureError, type Failure } from '@shared/failure'
import type { AttachmentId, ObjectHash } from '@shared/ids'
import { DEFAULT_IMAGE_OPTIONS, type ImageOptions } from '@shared/image-options'
import { createParts, type ImageRequest, type InputImage, type TextRequest } from '@shared/request'
import type { ListedModel } from '@shared/services/service'
import { createTokenUsage } from '@shared/usage'
import type { Step } from '../../../../e2e/stand-ins/http-stand-in'
import { previewPng, soundPng } from '../../../../e2e/stand-ins/images'
import {
  failing,
  images,
  imagesBody,
  imagesEvents,
  OPENROUTER_KEY,
  OpenRouterStandIn,
  streamText,
  textEvents,
} from '../../../../e2e/stand-ins/openrouter'
import { NetworkAttempt } from '../../../../tests/support/main/network-attempt'
import type { AnswerEvent } from '../adapter'
import { DEFAULT_DEADLINES } from '../answer-body'
import type { Network } from '../network'
import { createTransport, type Transport } from '../transport'
import { readCost } from './cost'
import { modelList } from './model-list'
import { createOpenRouter } from '.'

const BANANA = 'google/nano-banana-2.1'
const FLARE = 'openai/gpt-image-2.5-flare'
const PROMPT = 'a harbour at night'

let service: OpenRouterStandIn
let transport: Transport
let listed: readonly ListedModel[]

beforeEach(async () => {
  service = await OpenRouterStandIn.start()
  transport = createTransport(async () => 'DIRECT')
  const account = { key: OPENROUTER_KEY, baseUrl: service.baseUrl }
  const calls = { fetch: transport.fetch, account, signal: new AbortController().signal }
  listed = (await modelList.read(await modelList.request(calls.fetch, account, calls.signal), calls)) ?? []
  service.requests.length = 0
})

afterEach(async () => {
  await transport.close()
  await service.stop()
})

const findModel = (id: string) => createModelFinder(() => ({ server: service.baseUrl, readAt: 1, models: listed }))(id)

interface Outcome {
  readonly events: readonly AnswerEvent[]
  readonly failure?: Failure
  readonly attempt: NetworkAttempt
}

function openAdapter(key = OPENROUTER_KEY, network: Partial<Network> = {}) {
  return createOpenRouter({
    fetch: transport.fetch,
    ...network,
    findModel,
    account: () => ({ key, baseUrl: service.baseUrl }),
  })
}

function asking(part: Partial<ImageOptions> = {}, name = BANANA, inputs: readonly InputImage[] = []): ImageRequest {
  const model = findModel(`openrouter:image/${name}`)
  if (model?.kind !== 'image') throw new Error(`${name} is no image model`)
  const options = fitOptions(model, { ...DEFAULT_IMAGE_OPTIONS, ...part })
  return { kind: 'image', model: model.id, parts: createParts(PROMPT, inputs), options }
}

const writing: TextRequest = {
  kind: 'text',
  model: 'openrouter:text/anthropic/claude-opus-5',
  turns: [
    { role: 'user', parts: createParts('Hello') },
    { role: 'assistant', parts: createParts('Hi.') },
    { role: 'user', parts: createParts('What is a harbour?') },
  ],
}

async function collect(source: AsyncIterable<AnswerEvent>, attempt: NetworkAttempt): Promise<Outcome> {
  const events: AnswerEvent[] = []
  try {
    for await (const event of source) events.push(event)
  } catch (error) {
    if (!(error instanceof FailureError)) throw error
    return { events, failure: error.failure, attempt }
  }
  return { events, attempt }
}

function ask(
  request: ImageRequest | TextRequest = asking(),
  {
    attempt = new NetworkAttempt(),
    key,
    network,
  }: { attempt?: NetworkAttempt; key?: string; network?: Partial<Network> } = {},
): Promise<Outcome> {
  return collect(openAdapter(key, network).answer(request, attempt), attempt)
}

function decode(request: ImageRequest | TextRequest, kept: readonly Uint8Array[]): Promise<Outcome> {
  const pieces = (async function* () {
    yield* kept
  })()
  return collect(openAdapter().decode(request, pieces), new NetworkAttempt())
}

/** Cuts the connection after this share of the body. */
function cutting(share: number, body: (exchange: Parameters<Step>[0]) => string, contentType: string): Step {
  return async (exchange) => {
    const whole = body(exchange)
    exchange.response.writeHead(200, { 'content-type': contentType })
    await exchange.write(whole.slice(0, Math.floor(whole.length * share)))
    exchange.reset()
  }
}

const json = (exchange: Parameters<Step>[0]): string => JSON.stringify(imagesBody(exchange.request))

async function* watch<T>(source: AsyncIterable<T>, see: (event: T) => void): AsyncGenerator<T> {
  for await (const event of source) {
    see(event)
    yield event
  }
}

function kinds(events: readonly AnswerEvent[]): string {
  return events.map(({ type }) => type).join(' ')
}

describe('the request', () => {
  test('has what the list says that the model takes, and nothing that is left to it', async () => {
    await ask(asking({ aspectRatio: '16:9', resolution: '2K' }))
    expect(service.requests.map(({ method, path, json: body }) => ({ method, path, body }))).toEqual([
      {
        method: 'POST',
        path: '/api/v1/images',
        body: { model: BANANA, prompt: PROMPT, aspect_ratio: '16:9', resolution: '2K' },
      },
    ])
    const [request] = service.requests
    expect(request?.headers.authorization).toBe(`Bearer ${OPENROUTER_KEY}`)
    expect(request?.headers['x-openrouter-title']).toBe('Easel')
    expect(request?.headers['http-referer']).toBeUndefined()
  })

  test('has quality, format, compression, background, number and previews where the model takes them', async () => {
    const chosen = { quality: 'high', format: 'webp', compression: 80, background: 'transparent', count: 3 } as const
    await ask(asking({ ...chosen, aspectRatio: '3:2', previews: 1 }, FLARE))
    expect(service.paidRequests.map(({ json: body }) => body)).toEqual([
      {
        model: FLARE,
        prompt: PROMPT,
        n: 3,
        aspect_ratio: '3:2',
        quality: 'high',
        background: 'transparent',
        output_format: 'webp',
        output_compression: 80,
        stream: true,
      },
    ])
  })

  test('is fitted to the model once more: options of an older answer may be gone since', async () => {
    const old = { ...asking(), options: { ...DEFAULT_IMAGE_OPTIONS, quality: 'max', count: 9 } } as const
    const { failure } = await ask(old)
    expect(failure).toBeUndefined()
    expect(service.paidRequests[0]?.json).toEqual({
      model: BANANA,
      prompt: PROMPT,
      aspect_ratio: '1:1',
      resolution: '1K',
    })
  })

  test('has input images as data, in their order', async () => {
    const attempt = new NetworkAttempt()
    const inputs = ['a', 'b'].map((letter): InputImage => {
      const hash = letter.repeat(64) as ObjectHash
      attempt.inputs.set(hash, Buffer.from(`bytes of ${letter}`))
      const attachmentId = `00000000-0000-4000-8000-000000000000:${letter === 'a' ? 0 : 1}` as AttachmentId
      return {
        hash,
        format: letter === 'a' ? 'png' : 'jpeg',
        width: 8,
        height: 8,
        bytes: 10,
        attachmentId,
        role: 'reference',
      }
    })
    await ask(asking({}, BANANA, inputs), { attempt })
    expect(service.paidRequests[0]?.json).toMatchObject({
      input_references: [
        {
          type: 'image_url',
          image_url: { url: `data:image/png;base64,${Buffer.from('bytes of a').toString('base64')}` },
        },
        {
          type: 'image_url',
          image_url: { url: `data:image/jpeg;base64,${Buffer.from('bytes of b').toString('base64')}` },
        },
      ],
    })
    const turns = [{ role: 'user', parts: createParts('What is this?', inputs.slice(0, 1)) }] as const
    await ask({ ...writing, turns }, { attempt })
    expect(service.paidRequests[1]?.json).toMatchObject({
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image_url', image_url: { url: expect.stringMatching(/^data:image\/png;base64,/) as unknown } },
          ],
        },
      ],
    })
  })

  test('is not sent when an input image is gone', async () => {
    const gone = {
      hash: 'c'.repeat(64),
      format: 'png',
      width: 1,
      height: 1,
      bytes: 1,
      attachmentId: 'x',
      role: 'reference',
    }
    const attempt = new NetworkAttempt()
    const { failure } = await ask(asking({}, BANANA, [gone as unknown as InputImage]), { attempt })
    expect(failure).toMatchObject({ code: 'input-missing', charge: 'none' })
    expect(attempt.sent).toBe(0)
    expect(service.requests).toEqual([])
  })
})

describe('an image', () => {
  test('comes with the sum that the service names', async () => {
    const bytes = soundPng({ seed: 7 })
    service.willAnswer(images({ images: [bytes], cost: 0.0336155 }))
    const { events, failure, attempt } = await ask()
    expect(failure).toBeUndefined()
    expect(events).toEqual([
      { type: 'image', index: 0, bytes },
      { type: 'cost', amount: 33_616 },
      { type: 'usage', usage: createTokenUsage({ textIn: 10, imageOut: 439 }) },
    ])
    expect(attempt.requestId).toBe('gen-img-1')
    expect(attempt.sent).toBe(1)
  })

  test('without a sum comes with the counts alone', async () => {
    service.willAnswer(images({ cost: null }))
    expect(kinds((await ask()).events)).toBe('image usage')
  })

  test('is preceded by previews where the model streams', async () => {
    service.willAnswer(images({ previews: 2 }))
    const { events } = await ask(asking({ previews: 2 }, FLARE))
    expect(kinds(events)).toBe('preview preview image cost usage')
    expect(events.flatMap((event) => (event.type === 'preview' ? [event.bytes] : []))).toEqual([
      previewPng(0),
      previewPng(1),
    ])
  })

  test('comes as JSON although events were asked for', async () => {
    service.willAnswer((exchange) => exchange.json(200, imagesBody(exchange.request)))
    expect(kinds((await ask(asking({ previews: 2 }, FLARE))).events)).toBe('image cost usage')
  })

  test('is one of several, which have one sum', async () => {
    const { events } = await ask(asking({ count: 3, previews: 0 }, FLARE))
    expect(kinds(events)).toBe('image image image cost usage')
    expect(events.find(({ type }) => type === 'cost')).toEqual({ type: 'cost', amount: 39_660 })
  })

  test('comes alone where two were asked for', async () => {
    service.willAnswer(images({ images: [soundPng()] }))
    const { events, failure } = await ask(asking({ count: 2, previews: 0 }, FLARE))
    expect(failure).toBeUndefined()
    expect(kinds(events)).toBe('image cost usage')
  })

  test('that was charged and not made leaves the sum', async () => {
    service.willAnswer((exchange) => exchange.json(200, { created: 1, data: [], usage: { cost: 0.04 } }))
    const { events, failure } = await ask()
    expect(events).toEqual([{ type: 'cost', amount: 40_000 }])
    expect(failure).toMatchObject({ code: 'answer-empty', charge: 'unknown' })
  })

  test.each([1, 2, 3])('is read the same from what was kept (%i)', async (count) => {
    const request = asking({ count, previews: count === 2 ? 2 : 0 }, FLARE)
    const live = await ask(request)
    const again = await decode(request, live.attempt.kept)
    expect(again.events).toEqual(live.events)
    const bytes = Buffer.concat(live.attempt.kept)
    const pieces = Array.from({ length: Math.ceil(bytes.length / 50) }, (_, at) =>
      bytes.subarray(at * 50, at * 50 + 50),
    )
    expect((await decode(request, pieces)).events).toEqual(live.events)
    expect(service.paidRequests).toHaveLength(1)
  })

  test('whose body is cut may have been paid for', async () => {
    service.willAnswer(cutting(0.5, json, 'application/json'))
    const { events, failure } = await ask()
    expect(events).toEqual([])
    expect(failure).toMatchObject({ code: 'connection-lost', charge: 'unknown' })
    expect(service.paidRequests).toHaveLength(1)
  })

  test('that came whole before the cut is there', async () => {
    const cut = service.willAnswer(async (exchange, answer) => {
      const events = imagesEvents(exchange.request, { previews: 1 })
      exchange.response.writeHead(200, { 'content-type': 'text/event-stream' })
      await exchange.write(events.slice(0, events.lastIndexOf('data: {"type":"image_generation.completed"') + 60))
      await answer.stall(exchange)
    })
    const attempt = new NetworkAttempt()
    const seen: AnswerEvent[] = []
    const asked = collect(
      watch(openAdapter().answer(asking({ count: 2, previews: 1 }, FLARE), attempt), (event) => seen.push(event)),
      attempt,
    )
    await expect.poll(() => kinds(seen)).toBe('preview image')
    cut.breakOff()
    const { events, failure } = await asked
    expect(kinds(events)).toBe('preview image')
    expect(failure).toMatchObject({ code: 'connection-lost', charge: 'unknown' })
  })
})

describe('a failure says what it means for the money', () => {
  const cases: readonly [string, Step, Partial<Failure>][] = [
    [
      'a refused request',
      failing(400, 'prompt: Too long'),
      { code: 'request-refused', charge: 'none', detail: 'prompt: Too long' },
    ],
    [
      'a refused option',
      failing(400, 'Invalid value for aspect_ratio: 7:3'),
      { code: 'option-refused', option: 'aspectRatio', charge: 'none' },
    ],
    [
      'a model that is gone',
      failing(400, 'a/b is not a valid model ID'),
      { code: 'model-unavailable', charge: 'none' },
    ],
    ['a wrong key', failing(401, 'User not found.'), { code: 'key-rejected', charge: 'none' }],
    ['no credit', failing(402, 'Insufficient credits.'), { code: 'credit-exhausted', charge: 'none' }],
    [
      'a flagged prompt',
      failing(403, 'Your chosen model requires moderation and your input was flagged', {
        reasons: ['violence', 'self-harm'],
        flagged_input: PROMPT,
        provider_name: 'OpenAI',
      }),
      { code: 'prompt-refused', charge: 'none', categories: ['violence', 'self-harm'] },
    ],
    [
      'a refusal of the provider behind it',
      failing(400, 'Provider returned error', {
        error_type: 'content_policy_violation',
        raw: '{"error":{"message":"This prompt breaks our rules."}}',
        provider_name: 'OpenAI',
      }),
      { code: 'prompt-refused', charge: 'none', detail: 'This prompt breaks our rules.' },
    ],
    [
      'the limit of a key',
      failing(403, 'Key limit exceeded (total limit).'),
      { code: 'spend-limit-reached', charge: 'none' },
    ],
    ['a key that may not', failing(403, 'Not allowed.'), { code: 'access-denied', charge: 'none' }],
    [
      'no provider that serves it',
      failing(404, 'No endpoints found for a/b.'),
      { code: 'model-unavailable', charge: 'none' },
    ],
    ['a time limit', failing(408, 'Request timed out.'), { code: 'timed-out', charge: 'unknown' }],
    ['too many bytes', failing(413, 'Payload too large'), { code: 'request-too-large', charge: 'none' }],
    [
      'too many calls',
      failing(429, 'Rate limit exceeded', undefined, { 'retry-after': '7' }),
      { code: 'rate-limited', charge: 'none', retryAfterMs: 7_000 },
    ],
    ['an own fault', failing(500, 'Internal Server Error'), { code: 'provider-down', charge: 'unknown' }],
    [
      'a provider that failed',
      failing(502, 'Provider returned error', { raw: 'The upstream hung up.', provider_name: 'X' }),
      { code: 'provider-down', charge: 'unknown', detail: 'The upstream hung up.' },
    ],
    ['no provider', failing(503, 'No provider available'), { code: 'provider-busy', charge: 'unknown' }],
    ['a slow edge', failing(524, 'Edge network timeout'), { code: 'timed-out', charge: 'unknown' }],
    ['an overloaded provider', failing(529, 'Overloaded'), { code: 'provider-busy', charge: 'unknown' }],
    [
      'a page of a gateway',
      (exchange) => exchange.send(502, 'text/html', '<html><title>Bad gateway</title></html>'),
      { code: 'provider-down', charge: 'unknown' },
    ],
    [
      'a redirect',
      (exchange) => exchange.send(302, 'text/plain', '', { location: 'https://elsewhere.example/' }),
      { code: 'redirect-refused', charge: 'none' },
    ],
    [
      'a web page',
      (exchange) => exchange.send(200, 'text/html', '<html></html>'),
      { code: 'not-an-api', charge: 'unknown' },
    ],
    ['nothing', (exchange) => exchange.send(200, 'application/json', ''), { code: 'answer-empty', charge: 'unknown' }],
    [
      'rubbish',
      (exchange) => exchange.send(200, 'application/json', '{"data":[{"b64'),
      { code: 'answer-damaged', charge: 'unknown' },
    ],
    [
      'an error in place of an answer',
      (exchange) =>
        exchange.json(200, {
          error: { code: 502, message: 'Provider returned error', metadata: { raw: 'It broke.' } },
        }),
      { code: 'provider-down', charge: 'unknown', detail: 'It broke.' },
    ],
    [
      'an error in the middle of a stream',
      async (exchange) => {
        exchange.response.writeHead(200, { 'content-type': 'text/event-stream' })
        const partial = {
          type: 'image_generation.partial_image',
          partial_image_index: 0,
          b64_json: previewPng(0).toString('base64'),
        }
        await exchange.write(`data: ${JSON.stringify(partial)}\n\n`)
        const error = { type: 'error', error: { message: 'Blocked.', type: 'content_policy_violation', code: null } }
        await exchange.end(`data: ${JSON.stringify(error)}\n\n`)
      },
      { code: 'prompt-refused', charge: 'unknown', detail: 'Blocked.' },
    ],
  ]

  test.each(cases)('%s', async (_name, step, expected) => {
    service.willAnswer(step)
    const { failure, attempt } = await ask(asking({ previews: 1 }, FLARE))
    expect(failure).toMatchObject(expected)
    expect(service.paidRequests).toHaveLength(1)
    expect(attempt.sent).toBe(1)
    expect(JSON.stringify(failure)).not.toContain(OPENROUTER_KEY)
    expect(JSON.stringify(failure)).not.toContain(PROMPT)
  })

  test('a key that the service repeats is not shown', async () => {
    service.willAnswer(failing(401, `The key ${OPENROUTER_KEY} is wrong.`))
    const { failure } = await ask()
    expect(failure?.code).toBe('key-rejected')
    expect(JSON.stringify(failure)).not.toContain(OPENROUTER_KEY)
  })

  test('the service that says nothing', async () => {
    service.willAnswer(async (exchange, answer) => void (await answer.stall(exchange)))
    const { failure } = await ask(asking(), { network: { deadlines: { ...DEFAULT_DEADLINES, headersMs: 50 } } })
    expect(failure).toMatchObject({ code: 'timed-out', charge: 'unknown' })
  })

  test('no server at this address', async () => {
    const request = asking()
    // Not by the connection that the list came over.
    transport.renew()
    await service.stop()
    const { failure, attempt } = await ask(request)
    expect(failure).toMatchObject({ code: 'never-connected', charge: 'none' })
    expect(attempt.hasLeft).toBe(false)
  })

  test('an answer that is too large is not read to its end', async () => {
    const { failure } = await ask(asking(), { network: { mostAnswerBytes: 100 } })
    expect(failure).toMatchObject({ code: 'answer-too-large', charge: 'unknown' })
  })

  test('Stop ends the call', async () => {
    const held = service.willAnswer(async (exchange, answer) => void (await answer.stall(exchange)))
    const attempt = new NetworkAttempt()
    const asked = ask(asking(), { attempt })
    await held.stalled
    attempt.controller.abort(new Error('stopped'))
    const { failure } = await asked
    expect(failure).toMatchObject({ charge: 'unknown' })
    await held.abandoned
    expect(service.paidRequests).toHaveLength(1)
  })
})

describe('a text', () => {
  test('comes piece by piece, with its reasoning, its counts and its sum', async () => {
    service.willAnswer(streamText(['A place ', 'for ships.'], { reasoning: ['Ships ', 'rest.'], cost: 0.00031249 }))
    const { events, attempt } = await ask(writing)
    expect(events).toEqual([
      { type: 'reasoning', text: 'Ships ' },
      { type: 'reasoning', text: 'rest.' },
      { type: 'text', text: 'A place ' },
      { type: 'text', text: 'for ships.' },
      { type: 'usage', usage: createTokenUsage({ textIn: 8, textOut: 12, reasoning: 30 }) },
      { type: 'cost', amount: 312 },
    ])
    expect(service.paidRequests[0]?.json).toEqual({
      model: 'anthropic/claude-opus-5',
      messages: [
        { role: 'user', content: 'Hello' },
        { role: 'assistant', content: 'Hi.' },
        { role: 'user', content: 'What is a harbour?' },
      ],
      stream: true,
      usage: { include: true },
    })
    expect((await decode(writing, attempt.kept)).events).toEqual(events)
  })

  test('is asked for with instructions and settings, and a refused one is named', async () => {
    const settings = { temperature: 0.2, effort: 'low', maxOutput: 400 } as const
    const told = { ...writing, instructions: 'Be brief.', settings }
    await ask(told)
    expect(service.paidRequests[0]?.json).toMatchObject({
      messages: [{ role: 'system', content: 'Be brief.' }, {}, {}, {}],
      temperature: 0.2,
      reasoning: { effort: 'low' },
      max_tokens: 400,
    })
    service.willAnswer(failing(400, 'max_tokens is too large: 400.'))
    expect((await ask(told)).failure).toMatchObject({ code: 'setting-refused', setting: 'maxOutput', charge: 'none' })
  })

  test('that reaches its limit is cut short', async () => {
    service.willAnswer(streamText(['A place'], { finish: 'length' }))
    expect((await ask(writing)).events).toContainEqual({ type: 'cut-short', reason: 'length' })
  })

  test('that breaks off with an error says why, and may have been paid for', async () => {
    service.willAnswer(async (exchange) => {
      exchange.response.writeHead(200, { 'content-type': 'text/event-stream' })
      const begun = textEvents(['A place '], { cost: null }).split('\n\n').slice(0, 2).join('\n\n')
      const error = {
        id: 'gen-text-1',
        error: { code: 429, message: 'Rate limited upstream.' },
        choices: [{ index: 0, delta: { content: '' }, finish_reason: 'error' }],
      }
      await exchange.write(`${begun}\n\ndata: ${JSON.stringify(error)}\n\n`)
      await exchange.end()
    })
    const { events, failure } = await ask(writing)
    expect(kinds(events)).toBe('text')
    expect(failure).toMatchObject({ code: 'rate-limited', charge: 'unknown', detail: 'Rate limited upstream.' })
  })

  test('that never ends is lost', async () => {
    service.willAnswer(cutting(0.4, () => textEvents(['A place ', 'for ships.']), 'text/event-stream'))
    expect((await ask(writing)).failure).toMatchObject({ code: 'connection-lost', charge: 'unknown' })
    expect(service.paidRequests).toHaveLength(1)
  })
})

test.each([
  [0.0336155, 33_616],
  [0.0336145, 33_615],
  [0.0000005, 1],
  [0.0000001, 1],
  [0, 0],
  [1.1, 1_100_000],
  [-1, undefined],
  [Number.NaN, undefined],
  ['0.1', undefined],
  [null, undefined],
])('a cost of %s dollars is %s micro-dollars', (cost, amount) => {
  expect(readCost({ cost })).toBe(amount)
})
