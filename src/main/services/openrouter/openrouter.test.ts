import { describe, expect, test } from 'vitest'
import type { AttachmentId, ObjectHash } from '@shared/ids'
import { DEFAULT_IMAGE_OPTIONS } from '@shared/image-options'
import { createParts, type InputImage } from '@shared/request'
import { createTokenUsage } from '@shared/usage'
import { previewPng, soundPng } from '../../../../e2e/stand-ins/images'
import { images, imagesBody, imagesEvents, OPENROUTER_KEY } from '../../../../e2e/stand-ins/openrouter'
import { NetworkAttempt } from '../../../../tests/support/main/network-attempt'
import type { AnswerEvent } from '../adapter'
import { readCost } from './cost'
import {
  BANANA,
  FLARE,
  PROMPT,
  service,
  openAdapter,
  asking,
  writing,
  collect,
  ask,
  decode,
  cutting,
  json,
  watch,
  kinds,
  serveOpenRouter,
} from '../../../../tests/support/main/openrouter-calls'

serveOpenRouter()

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
