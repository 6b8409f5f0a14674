import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findModel } from '@shared/catalogue'
import { fitOptions } from '@shared/catalogue/options'
import { DEFAULT_IMAGE_OPTIONS, type ImageOptions } from '@shared/image-options'
import { FailureError, type Failure } from '@shared/failure'
import { imageCost } from '@shared/pricing'
import { createParts, type ImageRequest, type Request, type TextRequest } from '@shared/request'
import { countTokens, createTokenUsage } from '@shared/usage'
import {
  blockedPrompt,
  ending,
  failing,
  GEMINI_KEY,
  GeminiStandIn,
  image,
  imageBody,
  limited,
  outOfCredit,
  streamText,
} from '../../../../e2e/stand-ins/gemini'
import type { Step } from '../../../../e2e/stand-ins/http-stand-in'
import { drawMask } from '../../../../tests/support/main/draw-mask'
import { noisyPng, soundJpeg, soundPng } from '../../../../e2e/stand-ins/images'
import type { Network } from '../network'
import { anInputImage } from '../../../../tests/support/input-image'
import { NetworkAttempt } from '../../../../tests/support/main/network-attempt'
import type { AnswerEvent } from '../adapter'
import { createTransport, type Transport } from '../transport'
import { createGemini } from '.'

let gemini: GeminiStandIn
let transport: Transport

beforeEach(async () => {
  gemini = await GeminiStandIn.start()
  transport = createTransport(async () => 'DIRECT')
})

afterEach(async () => {
  await transport.close()
  await gemini.stop()
})

interface Outcome<Event> {
  readonly events: readonly Event[]
  readonly failure?: Failure
  readonly attempt: NetworkAttempt
}

function openAdapter(key = GEMINI_KEY, path = '', network: Partial<Network> = {}) {
  return createGemini({
    fetch: transport.fetch,
    ...network,
    account: () => ({ key, baseUrl: `${gemini.baseUrl}${path}` }),
  })
}

function asking(part: Partial<ImageOptions> = {}, name = 'gemini-nano-banana-2.1'): ImageRequest {
  const model = findModel(`gemini:${name}`)
  if (model?.kind !== 'image') throw new Error(`${name} is no image model`)
  const options = fitOptions(model, { ...DEFAULT_IMAGE_OPTIONS, ...part })
  return { kind: 'image', model: model.id, parts: createParts('a harbour at night'), options }
}

async function collect<Event>(source: AsyncIterable<Event>, attempt: NetworkAttempt): Promise<Outcome<Event>> {
  const events: Event[] = []
  try {
    for await (const event of source) events.push(event)
  } catch (error) {
    if (!(error instanceof FailureError)) throw error
    return { events, failure: error.failure, attempt }
  }
  return { events, attempt }
}

async function generate(request = asking(), key?: string): Promise<Outcome<AnswerEvent>> {
  const attempt = new NetworkAttempt()
  return collect(openAdapter(key).answer(request, attempt), attempt)
}

async function decode(kept: readonly Buffer[], request: ImageRequest): Promise<Outcome<AnswerEvent>> {
  const pieces = (async function* () {
    yield* kept
  })()
  return collect(openAdapter().decode(request, pieces), new NetworkAttempt())
}

const textRequest: TextRequest = {
  kind: 'text',
  model: 'gemini:gemini-3.1-pro',
  turns: [
    { role: 'user', parts: createParts('Hello') },
    { role: 'assistant', parts: createParts('Hi.') },
    { role: 'user', parts: createParts('What is a harbour?') },
  ],
}

async function answerText(): Promise<Outcome<AnswerEvent>> {
  const attempt = new NetworkAttempt()
  return collect(openAdapter().answer(textRequest, attempt), attempt)
}

function findImages(events: readonly AnswerEvent[]) {
  return events.filter((event) => event.type === 'image')
}

function usageIn(events: readonly AnswerEvent[]) {
  return events.find((event) => event.type === 'usage')?.usage
}

test('the request has the prompt, the ratio and the resolution, and the key in its header', async () => {
  await generate(asking({ aspectRatio: '16:9', resolution: '2K' }))
  expect(gemini.requests.map(({ method, path, query, json }) => ({ method, path, query, json }))).toEqual([
    {
      method: 'POST',
      path: '/v1beta/models/gemini-nano-banana-2.1:generateContent',
      query: {},
      json: {
        contents: [{ role: 'user', parts: [{ text: 'a harbour at night' }] }],
        generationConfig: { responseModalities: ['IMAGE'], imageConfig: { aspectRatio: '16:9', imageSize: '2K' } },
      },
    },
  ])
  expect(gemini.requests[0]?.headers['x-goog-api-key']).toBe(GEMINI_KEY)
})

test('drafts in thoughts are skipped, and thinking is paid for as text', async () => {
  const bytes = soundPng({ seed: 7 })
  gemini.willAnswer(image({ bytes }))
  const { events, attempt } = await generate()
  expect(events).toEqual([
    { type: 'image', index: 0, bytes },
    { type: 'usage', usage: createTokenUsage({ textIn: 10, imageOut: 1120, reasoning: 200 }) },
  ])
  expect(attempt.requestId).toBe('resp-0123456789')
  const model = findModel('gemini:gemini-nano-banana-2.1')
  // 1,120 x $30 + 200 x $7.50 + 10 x $1.50, per million.
  expect(model?.kind === 'image' && imageCost(model, usageIn(events))).toBe(33_600 + 1_500 + 15)
})

test('without details all that was made counts as image, the dearest', async () => {
  gemini.willAnswer(image({ usage: { promptTokenCount: 10, candidatesTokenCount: 1300 } }))
  expect(usageIn((await generate()).events)).toEqual(createTokenUsage({ textIn: 10, imageOut: 1300 }))
})

test('an answer that counts nothing has an unknown cost', async () => {
  gemini.willAnswer(image({ usage: {} }))
  const { events } = await generate()
  expect(findImages(events)).toHaveLength(1)
  expect(usageIn(events)).toBeUndefined()
})

test('the bytes are taken as they are, whatever their format is called', async () => {
  gemini.willAnswer(image({ bytes: soundJpeg(), mimeType: 'image/png' }))
  expect(findImages((await generate()).events)[0]?.bytes).toEqual(soundJpeg())
})

test('several images are as many calls side by side, and one sum', async () => {
  const held = [1, 2, 3].map((seed) => gemini.willAnswer(stalling(image({ bytes: soundPng({ seed }) }))))
  const pending = generate(asking({ count: 3 }))
  await Promise.all(held.map(({ stalled }) => stalled))
  expect(gemini.paidRequests).toHaveLength(3)
  for (const answer of held.toReversed()) answer.continue()
  const { events, attempt } = await pending
  expect(findImages(events).map(({ index }) => index)).toEqual([0, 1, 2])
  expect(usageIn(events)).toEqual(createTokenUsage({ textIn: 30, imageOut: 3360, reasoning: 600 }))
  expect(attempt.sent).toBe(1)
})

test('an image whose call fails leaves the others, says why, and costs nothing if the service says so', async () => {
  gemini.willAnswer(image())
  gemini.willAnswer(limited('GenerateRequestsPerMinutePerProjectPerModel', '37s'))
  const { events, failure } = await generate(asking({ count: 2 }))
  expect(failure).toBeUndefined()
  expect(findImages(events)).toHaveLength(1)
  expect(countTokens(usageIn(events), 'imageOut')).toBe(1120)
  expect(events.find((event) => event.type === 'unreadable-image')).toMatchObject({
    cause: { code: 'rate-limited', status: 429, retryAfterMs: 37_000, detail: 'You exceeded your current quota.' },
  })
})

test('one call that may have cost something makes the whole amount unknown', async () => {
  gemini.willAnswer(image())
  gemini.willAnswer(failing(500, 'INTERNAL', 'An internal error has occurred.'))
  const { events } = await generate(asking({ count: 2 }))
  expect(findImages(events)).toHaveLength(1)
  expect(usageIn(events)).toBeUndefined()
})

test('when all calls fail, the verdict is the worst of theirs', async () => {
  gemini.willAnswer(limited('GenerateRequestsPerMinutePerProjectPerModel', '37s'))
  gemini.willAnswer(failing(503, 'UNAVAILABLE', 'The model is overloaded.'))
  const { failure } = await generate(asking({ count: 2 }))
  expect(failure).toMatchObject({ code: 'provider-busy', charge: 'unknown' })
})

describe('what was kept reads the same after a kill', () => {
  test('several answers, whole', async () => {
    for (const seed of [1, 2, 3]) gemini.willAnswer(image({ bytes: soundPng({ seed }) }))
    const request = asking({ count: 3 })
    const live = await generate(request)
    expect((await decode(live.attempt.kept, request)).events).toEqual(live.events)
  })

  test('byte by byte', async () => {
    gemini.willAnswer(image({ bytes: soundPng({ width: 16, height: 16 }) }))
    const request = asking()
    const live = await generate(request)
    const bytes = Array.from(Buffer.concat(live.attempt.kept), (byte) => Buffer.from([byte]))
    expect((await decode(bytes, request)).events).toEqual(live.events)
  })

  test('an answer that came and one that was cut', async () => {
    const request = asking({ count: 2 })
    gemini.willAnswer(image())
    gemini.willAnswer(image())
    const { attempt } = await generate(request)
    const all = Buffer.concat(attempt.kept)
    const { events } = await decode([all.subarray(0, all.length - 400)], request)
    expect(findImages(events).length).toBeGreaterThanOrEqual(1)
    const none = await decode([all.subarray(0, 300)], request)
    expect(none.failure).toMatchObject({ code: 'connection-lost', charge: 'unknown' })
  })

  test('an answer that came and a call that was refused', async () => {
    const request = asking({ count: 2 })
    gemini.willAnswer(failing(400, 'INVALID_ARGUMENT', 'No.'))
    gemini.willAnswer(image())
    const live = await generate(request)
    const again = await decode(live.attempt.kept, request)
    expect(again.events).toEqual(live.events)
    expect(countTokens(usageIn(again.events), 'imageOut')).toBe(1120)
  })

  test('nothing is kept of a call that was refused alone', async () => {
    gemini.willAnswer(failing(400, 'INVALID_ARGUMENT', 'No.'))
    expect((await generate()).attempt.kept).toEqual([])
  })
})

const usage = {
  promptTokenCount: 10,
  candidatesTokenCount: 40,
  candidatesTokensDetails: [{ modality: 'TEXT', tokenCount: 40 }],
}

test.each<[string, Step, Partial<Failure>]>([
  ['a blocked prompt', blockedPrompt('SAFETY'), { code: 'prompt-refused', stage: 'input', charge: 'unknown' }],
  [
    'a prompt with prohibited content',
    blockedPrompt('PROHIBITED_CONTENT'),
    { code: 'prompt-refused', stage: 'input', categories: ['prohibited-content'] },
  ],
  ['a blocked image', ending('IMAGE_SAFETY'), { code: 'prompt-refused', stage: 'output', charge: 'unknown' }],
  [
    'an image too close to another',
    ending('IMAGE_RECITATION'),
    { code: 'prompt-refused', stage: 'output', categories: ['recitation'] },
  ],
  [
    'a blocked image with the service’s sentence',
    ending('IMAGE_PROHIBITED_CONTENT', { message: 'Unable to show the generated image.' }),
    { code: 'prompt-refused', detail: 'Unable to show the generated image.' },
  ],
  ['personal data', ending('SPII'), { code: 'prompt-refused', categories: ['personal-data'] }],
  [
    'a refusal in words, with its tokens',
    ending('STOP', { text: 'I can’t draw real people.', usage }),
    { code: 'image-not-made', detail: 'I can’t draw real people.', charge: 'charged' },
  ],
  ['no image', ending('NO_IMAGE'), { code: 'answer-empty', detail: 'NO_IMAGE', charge: 'unknown' }],
  ['nothing at all', ending('STOP'), { code: 'answer-empty', charge: 'unknown' }],
  ['an answer that got too long', ending('MAX_TOKENS'), { code: 'answer-over-length' }],
  ['prepaid credit that is used up', outOfCredit, { code: 'credit-exhausted', charge: 'none' }],
  [
    'a quota of the minute',
    limited('GenerateRequestsPerMinutePerProjectPerModel-FreeTier', '37.5s'),
    { code: 'rate-limited', retryAfterMs: 37_500, charge: 'none' },
  ],
  [
    'a quota of the day',
    limited('GenerateRequestsPerDayPerProjectPerModel-FreeTier', '37s'),
    { code: 'day-limit-reached', charge: 'none' },
  ],
  [
    'a limit whose end only a header says, as a date',
    (exchange) =>
      exchange.send(429, 'application/json', '{"error":{"code":429,"message":"Slow down."}}', {
        'retry-after': new Date(Date.now() + 86_400_000).toUTCString(),
      }),
    { code: 'rate-limited', charge: 'none', retryAfterMs: 3_600_000 },
  ],
  [
    'a country',
    failing(400, 'FAILED_PRECONDITION', 'User location is not supported for the API use.'),
    { code: 'country-unsupported', charge: 'none' },
  ],
  [
    'billing that is off',
    failing(400, 'FAILED_PRECONDITION', 'Please enable billing on your project.'),
    { code: 'quota-exhausted', charge: 'none' },
  ],
  ['a missing right', failing(403, 'PERMISSION_DENIED', 'No.'), { code: 'access-denied', charge: 'none' }],
  ['a fault of the service', failing(500, 'INTERNAL', 'Oops.'), { code: 'provider-down', charge: 'unknown' }],
  ['an overloaded model', failing(503, 'UNAVAILABLE', 'Later.'), { code: 'provider-busy', charge: 'unknown' }],
  [
    'an error in a 200',
    (exchange) => exchange.json(200, { error: { code: 500, status: 'INTERNAL', message: 'x' } }),
    { code: 'provider-down', charge: 'unknown' },
  ],
  ['a web page', (exchange) => exchange.send(200, 'text/html', '<html>Sign in</html>'), { code: 'not-an-api' }],
  [
    'garbage',
    (exchange) => exchange.send(200, 'application/json', '{"candidates":[{'),
    { code: 'answer-damaged', charge: 'unknown' },
  ],
  [
    'an empty body',
    (exchange) => exchange.send(200, 'application/json', ''),
    { code: 'answer-empty', charge: 'unknown' },
  ],
  [
    'a redirect',
    (exchange) => exchange.send(302, 'text/plain', '', { location: 'https://example.com' }),
    { code: 'redirect-refused', charge: 'none' },
  ],
  ['a reset', (exchange) => exchange.reset(), { code: 'connection-lost', charge: 'unknown' }],
])('%s', async (_name, step, expected) => {
  gemini.willAnswer(step)
  const { failure, events } = await generate()
  expect(findImages(events)).toEqual([])
  expect(failure).toMatchObject(expected)
  expect(gemini.paidRequests).toHaveLength(1)
})

test('a wrong key, which is a 400 here', async () => {
  const { failure } = await generate(asking(), 'AIzaSyWrong')
  expect(failure).toMatchObject({ code: 'key-rejected', charge: 'none', status: 400 })
  expect(JSON.stringify(failure)).not.toContain('AIzaSyWrong')
})

test('a model that was shut down', async () => {
  const { failure } = await generate(asking({}, 'gemini-2.5-flash-image'))
  expect(failure).toMatchObject({ code: 'model-unavailable', charge: 'none', status: 404 })
})

test('a resolution that the model doesn’t make', async () => {
  const { failure } = await generate({ ...asking(), options: { ...asking().options, resolution: '512' as '1K' } })
  expect(failure).toMatchObject({ code: 'option-refused', option: 'resolution', charge: 'none' })
})

test('an address that was typed with the version is understood', async () => {
  const attempt = new NetworkAttempt()
  await collect(openAdapter(GEMINI_KEY, '/v1beta').answer(asking(), attempt), attempt)
  expect(gemini.requests[0]?.path).toBe('/v1beta/models/gemini-nano-banana-2.1:generateContent')
  await collect(openAdapter(GEMINI_KEY, '/v1beta?a=1').answer(asking(), attempt), attempt)
  expect(gemini.requests[1]?.path).toBe('/v1beta/models/gemini-nano-banana-2.1:generateContent')
  expect(gemini.requests[1]?.query).toEqual({ a: '1' })
})

test('no server at this address', async () => {
  await gemini.stop()
  const { failure, attempt } = await generate(asking({ count: 2 }))
  expect(failure).toMatchObject({ code: 'never-connected', charge: 'none' })
  expect(attempt.hasLeft).toBe(false)
})

describe('limits hold for each call by itself', () => {
  const under = (network: Partial<Network>, request = asking({ count: 2 })) => {
    const attempt = new NetworkAttempt()
    return collect(openAdapter(GEMINI_KEY, '', network).answer(request, attempt), attempt)
  }
  // Long enough for what the stand-in answers at once.
  const deadlines = { headersMs: 1500, idleMs: 1500, wakeMs: 1500 }

  test('silence before the answer', async () => {
    gemini.willAnswer(image({ bytes: soundPng({ width: 16, height: 16 }) }))
    const held = gemini.willAnswer(stalling(image()))
    const { events } = await under({ deadlines })
    expect(findImages(events)).toHaveLength(1)
    expect(events.at(-1)).toMatchObject({ cause: { code: 'timed-out' } })
    await held.abandoned
  })

  test('silence in the middle', async () => {
    gemini.willAnswer(async (exchange, answer) => {
      exchange.response.writeHead(200, { 'content-type': 'application/json' })
      await exchange.write('{"candidates":[')
      await answer.stall(exchange)
    })
    expect((await under({ deadlines }, asking())).failure).toMatchObject({ code: 'timed-out', charge: 'unknown' })
  })

  test('an answer that is too large', async () => {
    const { failure } = await under({ mostAnswerBytes: 1000 }, asking())
    expect(failure).toMatchObject({ code: 'answer-too-large', charge: 'unknown' })
  })
})

test('fields and parts that are not known yet are passed over', async () => {
  gemini.willAnswer((exchange) => {
    const { candidates, ...rest } = imageBody(exchange.request)
    const [{ content, ...candidate }] = candidates as [(typeof candidates)[number]]
    const parts = [{ hologram: {} }, null, 7, ...content.parts, { executableCode: { code: 'x' } }]
    const more = { ...candidate, content: { ...content, parts, tone: 'calm' }, safetyRatings: [{ blocked: false }] }
    return exchange.json(200, { ...rest, candidates: [more, null], serviceTier: 'standard' })
  })
  const { events } = await generate()
  expect(events.map(({ type }) => type)).toEqual(['image', 'usage'])
})

test('a disk that fills up with the last mark costs no image', async () => {
  const attempt = new NetworkAttempt()
  attempt.keep = async (bytes) => {
    if (bytes.toString().startsWith('{"call":0,"ended"')) throw new Error('no space')
    attempt.kept.push(Buffer.from(bytes))
  }
  const request = asking()
  const live = await collect(openAdapter().answer(request, attempt), attempt)
  expect(findImages(live.events)).toHaveLength(1)
  expect((await decode(attempt.kept, request)).events).toEqual(live.events)
})

test('stopping ends all calls', async () => {
  const held = [1, 2].map(() => gemini.willAnswer(stalling(image())))
  const attempt = new NetworkAttempt()
  const pending = collect(openAdapter().answer(asking({ count: 2 }), attempt), attempt)
  await Promise.all(held.map(({ stalled }) => stalled))
  expect(attempt.hasLeft).toBe(true)
  attempt.controller.abort()
  expect((await pending).failure?.charge).toBe('unknown')
  await Promise.all(held.map(({ abandoned }) => abandoned))
})

test('what had arrived before Stop is kept, and the rest is missing because of it', async () => {
  gemini.willAnswer(image())
  const held = gemini.willAnswer(stalling(image()))
  const attempt = new NetworkAttempt()
  const events: AnswerEvent[] = []
  for await (const event of openAdapter().answer(asking({ count: 2 }), attempt)) {
    events.push(event)
    await held.stalled
    attempt.controller.abort()
  }
  expect(findImages(events)).toHaveLength(1)
  expect(usageIn(events)).toBeUndefined()
  expect(events.at(-1)).toMatchObject({ type: 'unreadable-image', cause: { code: 'call-stopped' } })
})

test('a body that is cut leaves no image and may have been paid', async () => {
  gemini.willAnswer(async (exchange) => {
    const text = JSON.stringify(imageBody(exchange.request))
    exchange.response.writeHead(200, { 'content-type': 'application/json', 'content-length': text.length })
    await exchange.write(text.slice(0, text.length / 2))
    exchange.reset()
  })
  expect((await generate()).failure).toMatchObject({ code: 'connection-lost', charge: 'unknown' })
})

describe('text', () => {
  test('comes piece by piece, with its usage; the turns keep their roles', async () => {
    const { events } = await answerText()
    expect(events).toEqual([
      { type: 'text', text: 'A harbour ' },
      { type: 'text', text: 'at night.' },
      { type: 'usage', usage: createTokenUsage({ textIn: 8, textOut: 12, reasoning: 30 }) },
    ])
    const { path, query, json } = gemini.requests[0]!
    expect(path).toBe('/v1beta/models/gemini-3.1-pro:streamGenerateContent')
    expect(query).toEqual({ alt: 'sse' })
    expect(json).toEqual({
      contents: [
        { role: 'user', parts: [{ text: 'Hello' }] },
        { role: 'model', parts: [{ text: 'Hi.' }] },
        { role: 'user', parts: [{ text: 'What is a harbour?' }] },
      ],
    })
  })

  test('is asked for with instructions and settings, tells its thoughts, and names a refused setting', async () => {
    const settings = { temperature: 0.2, effort: 'low', maxOutput: 400, tellsReasoning: true } as const
    const told = { ...textRequest, instructions: 'Be brief.', settings }
    const thought = { candidates: [{ content: { parts: [{ text: 'Ships rest.', thought: true }] } }] }
    const end = { candidates: [{ content: { parts: [{ text: 'For ships.' }] }, finishReason: 'STOP' }] }
    gemini.willAnswer((exchange) =>
      exchange.send(200, 'text/event-stream', [thought, end].map((one) => `data: ${JSON.stringify(one)}\n\n`).join('')),
    )
    const asked = new NetworkAttempt()
    const { events, failure: none } = await collect(openAdapter().answer(told, asked), asked)
    expect(none).toBeUndefined()
    expect(events).toEqual([
      { type: 'reasoning', text: 'Ships rest.' },
      { type: 'text', text: 'For ships.' },
    ])
    expect(gemini.requests[0]?.json).toMatchObject({
      systemInstruction: { parts: [{ text: 'Be brief.' }] },
      generationConfig: {
        temperature: 0.2,
        maxOutputTokens: 400,
        thinkingConfig: { thinkingLevel: 'low', includeThoughts: true },
      },
    })
    const message = 'Thinking level is not supported for this model.'
    gemini.willAnswer((exchange) => exchange.json(400, { error: { code: 400, message, status: 'INVALID_ARGUMENT' } }))
    const attempt = new NetworkAttempt()
    const { failure } = await collect(openAdapter().answer(told, attempt), attempt)
    expect(failure).toMatchObject({ code: 'setting-refused', setting: 'effort', charge: 'none' })
  })

  test('is kept as it comes, and reads the same', async () => {
    const { events, attempt } = await answerText()
    const kept = (async function* () {
      yield* attempt.kept
    })()
    expect((await collect(openAdapter().decode(textRequest, kept), attempt)).events).toEqual(events)
  })

  test.each([
    ['MAX_TOKENS', { reason: 'length' }],
    ['SAFETY', { reason: 'filter' }],
    ['RECITATION', { reason: 'filter', categories: ['recitation'] }],
    ['PROHIBITED_CONTENT', { reason: 'filter', categories: ['prohibited-content'] }],
    ['SPII', { reason: 'filter', categories: ['personal-data'] }],
    ['OTHER', { reason: 'unknown' }],
    ['MALFORMED_FUNCTION_CALL', { reason: 'unknown' }],
  ] as const)('that ends with %s is cut short, and says why as far as it’s told', async (finishReason, told) => {
    gemini.willAnswer(streamText(['A harbour'], finishReason))
    expect((await answerText()).events).toContainEqual({ type: 'cut-short', ...told })
  })

  test.each<[string, Step, Partial<Failure>]>([
    ['a blocked prompt', blockedPrompt('BLOCKLIST'), { code: 'prompt-refused', stage: 'input' }],
    ['a filter', ending('SAFETY'), { code: 'answer-filtered', charge: 'unknown' }],
    [
      'prohibited content',
      ending('PROHIBITED_CONTENT'),
      { code: 'answer-filtered', categories: ['prohibited-content'] },
    ],
    ['its own sentence', ending('RECITATION', { message: 'It was blocked.' }), { detail: 'It was blocked.' }],
    ['a length that was used up by thoughts', ending('MAX_TOKENS'), { code: 'answer-over-length' }],
    ['a tool that was called', ending('UNEXPECTED_TOOL_CALL'), { code: 'answer-tool-call' }],
    ['a damaged call of a tool', ending('MALFORMED_FUNCTION_CALL'), { code: 'answer-tool-call' }],
    ['another reason', ending('OTHER'), { code: 'answer-empty', detail: 'OTHER' }],
    ['no reason', ending('STOP'), { code: 'answer-empty' }],
  ])('without a word because of %s says so', async (_, step, failure) => {
    gemini.willAnswer(step)
    expect((await answerText()).failure).toMatchObject(failure)
  })

  test('that never ends is lost', async () => {
    gemini.willAnswer(streamText(['A harbour'], 'FINISH_REASON_UNSPECIFIED'))
    expect((await answerText()).failure).toMatchObject({ code: 'connection-lost', charge: 'unknown' })
  })

  test('a blocked prompt', async () => {
    gemini.willAnswer(blockedPrompt('OTHER'))
    expect((await answerText()).failure).toMatchObject({ code: 'prompt-refused', stage: 'input' })
  })
})

/** Waits for the test before it answers. */
function stalling(step: Step): Step {
  return async (exchange, answer) => {
    if (await answer.stall(exchange)) await step(exchange, answer)
  }
}

describe('images that go with a request', () => {
  const png = noisyPng({ width: 32, height: 32, seed: 4 })
  const jpeg = soundJpeg()

  const ask = async (request: (attempt: NetworkAttempt) => Request) => {
    const attempt = new NetworkAttempt()
    return collect(openAdapter().answer(request(attempt), attempt), attempt)
  }

  test('are sent in their order, once for each image that is made', async () => {
    const { events } = await ask((attempt) => {
      const [text] = createParts('the second in the style of the first')
      const images = [attempt.addInput(png), attempt.addInput(jpeg, { format: 'jpeg' })]
      const [first, second] = images.map((image) => ({ type: 'image', image }) as const)
      return { ...asking({ count: 2 }), parts: [first!, text!, second!] }
    })
    const parts = [
      { inlineData: { mimeType: 'image/png', data: png.toString('base64') } },
      { text: 'the second in the style of the first' },
      { inlineData: { mimeType: 'image/jpeg', data: jpeg.toString('base64') } },
    ]
    expect(gemini.paidRequests.map(({ json }) => json)).toMatchObject([
      { contents: [{ role: 'user', parts }] },
      { contents: [{ role: 'user', parts }] },
    ])
    expect(events.filter(({ type }) => type === 'image')).toHaveLength(2)
    const usage = events.find((event) => event.type === 'usage')?.usage
    expect(countTokens(usage, 'imageIn')).toBe(2 * 2 * 1_090)
  })

  test('have no mask among them: the prompt says where it is', async () => {
    const mask = drawMask(32, 32, (x, y) => x >= 16 && y < 8)
    await ask((attempt) => {
      const [text] = createParts('a ship')
      const images = [attempt.addInput(png), attempt.addInput(mask, { role: 'mask' })]
      return { ...asking(), parts: [text!, ...images.map((image) => ({ type: 'image', image }) as const)] }
    })
    const [body] = gemini.paidRequests.map(({ json }) => json as { contents: [{ parts: readonly object[] }] })
    expect(body?.contents[0].parts).toEqual([
      { text: 'a ship' },
      { inlineData: { mimeType: 'image/png', data: png.toString('base64') } },
      { text: expect.stringContaining('from 50% to 100% of the width, counted from the left, and from 0% to 25%') },
    ])
  })

  test('are sent to text models, those of an answer with the next question', async () => {
    await ask((attempt) => ({
      kind: 'text',
      model: 'gemini:gemini-3.1-pro',
      turns: [
        { role: 'user', parts: createParts('Draw a harbour.') },
        { role: 'assistant', parts: createParts('', [attempt.addInput(png)]) },
        { role: 'user', parts: createParts('What is odd about it?') },
      ],
    }))
    expect(gemini.paidRequests[0]?.json).toEqual({
      contents: [
        { role: 'user', parts: [{ text: 'Draw a harbour.' }] },
        {
          role: 'user',
          parts: [
            { inlineData: { mimeType: 'image/png', data: png.toString('base64') } },
            { text: 'What is odd about it?' },
          ],
        },
      ],
    })
  })

  test('that are gone from the disk cost nothing: nothing is sent', async () => {
    const image = anInputImage()
    const parts = createParts('words', [image])
    const drawn = await ask(() => ({ ...asking(), parts }))
    const told = await ask(() => ({ kind: 'text', model: 'gemini:gemini-3.1-pro', turns: [{ role: 'user', parts }] }))
    for (const { failure, attempt } of [drawn, told]) {
      expect(failure).toMatchObject({ code: 'input-missing', charge: 'none' })
      expect(attempt.sent).toBe(0)
    }
    expect(gemini.requests).toEqual([])
  })

  test('that the service cannot read are told as such', async () => {
    const { failure } = await ask((attempt) => ({
      ...asking(),
      parts: createParts('words', [attempt.addInput(png, { format: 'bmp' })]),
    }))
    expect(failure).toMatchObject({ code: 'input-rejected', charge: 'none' })
    expect(gemini.paidRequests).toHaveLength(1)
  })
})
