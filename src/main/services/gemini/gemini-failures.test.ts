import { describe, expect, test } from 'vitest'
import type { Failure } from '@shared/failure'
import {
  blockedPrompt,
  ending,
  failing,
  GEMINI_KEY,
  image,
  imageBody,
  limited,
  outOfCredit,
} from '../../../../e2e/stand-ins/gemini'
import type { Step } from '../../../../e2e/stand-ins/http-stand-in'
import { soundPng } from '../../../../e2e/stand-ins/images'
import type { Network } from '../network'
import { NetworkAttempt } from '../../../../tests/support/main/network-attempt'
import type { AnswerEvent } from '../adapter'
import {
  gemini,
  openAdapter,
  asking,
  collect,
  generate,
  findImages,
  usageIn,
  stalling,
  serveGemini,
} from '../../../../tests/support/main/gemini-calls'

serveGemini()

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
  // Long enough for immediate responses from the stand-in.
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
