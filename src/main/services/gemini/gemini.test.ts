import { describe, expect, test } from 'vitest'
import { findModel } from '@shared/catalogue'
import { imageCost } from '@shared/pricing'
import { countTokens, createTokenUsage } from '@shared/usage'
import { failing, GEMINI_KEY, image, imageBody, limited } from '../../../../e2e/stand-ins/gemini'
import { soundJpeg, soundPng } from '../../../../e2e/stand-ins/images'
import { NetworkAttempt } from '../../../../tests/support/main/network-attempt'
import {
  gemini,
  openAdapter,
  asking,
  collect,
  generate,
  decode,
  findImages,
  usageIn,
  stalling,
  serveGemini,
} from '../../../../tests/support/main/gemini-calls'

serveGemini()

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

test('an address that was typed with the version is understood', async () => {
  const attempt = new NetworkAttempt()
  await collect(openAdapter(GEMINI_KEY, '/v1beta').answer(asking(), attempt), attempt)
  expect(gemini.requests[0]?.path).toBe('/v1beta/models/gemini-nano-banana-2.1:generateContent')
  await collect(openAdapter(GEMINI_KEY, '/v1beta?a=1').answer(asking(), attempt), attempt)
  expect(gemini.requests[1]?.path).toBe('/v1beta/models/gemini-nano-banana-2.1:generateContent')
  expect(gemini.requests[1]?.query).toEqual({ a: '1' })
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
