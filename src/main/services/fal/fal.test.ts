import { describe, expect, test } from 'vitest'
import type { ImageOptions } from '@shared/image-options'
import { FAL_KEY, FalFiles } from '../../../../e2e/stand-ins/fal'
import { soundPng } from '../../../../e2e/stand-ins/images'
import { drawMask } from '../../../../tests/support/main/draw-mask'
import { NetworkAttempt } from '../../../../tests/support/main/network-attempt'
import { createAdapter } from '.'
import {
  fal,
  transport,
  waits,
  asking,
  collect,
  generate,
  resume,
  image,
  madeOne,
  serveFal,
} from '../../../../tests/support/main/fal-calls'

serveFal()

test('one submission, without retries at the service, and the image from its address', async () => {
  fal.willMake({ position: 2, images: [image] })
  const { events, attempt } = await generate(asking({ aspectRatio: '16:9', resolution: '2K' }))
  expect(events).toEqual([{ type: 'image', index: 0, bytes: image }, madeOne])
  expect(fal.paidRequests.map(({ path, json }) => ({ path, json }))).toEqual([
    {
      path: '/google/nano-banana-2.1',
      json: {
        prompt: 'a harbour at night',
        aspect_ratio: '16:9',
        resolution: '2K',
        output_format: 'png',
        num_images: 1,
      },
    },
  ])
  expect(fal.paidRequests[0]?.headers).toMatchObject({
    authorization: `Key ${FAL_KEY}`,
    'x-fal-no-retry': '1',
    'x-fal-object-lifecycle-preference': '{"expiration_duration_seconds":604800}',
  })
  expect(attempt.requestId).toBe(fal.jobs[0]?.id)
  expect(attempt.queued).toEqual([2, 1, 0, 0, 0])
})

test('the handle is durable before the first question, and holds no key', async () => {
  const attempt = new NetworkAttempt()
  let questionsBefore = -1
  attempt.onHandle = () => (questionsBefore = fal.questions.length)
  await generate(asking(), attempt)
  expect(questionsBefore).toBe(0)
  const id = fal.jobs[0]?.id ?? ''
  const address = `${fal.origin}/google/nano-banana-2.1/requests/${id}`
  expect(attempt.handles).toEqual([
    { requestId: id, responseUrl: address, statusUrl: `${address}/status`, cancelUrl: `${address}/cancel` },
  ])
})

test('the result is kept before its images are fetched, and files get no key', async () => {
  const attempt = new NetworkAttempt()
  fal.files.willAnswer(async (exchange) => {
    expect(Buffer.concat(attempt.kept).toString()).toContain(exchange.request.path)
    await exchange.send(200, 'image/png', image)
  })
  expect((await generate(asking(), attempt)).events[0]).toMatchObject({ type: 'image', bytes: image })
  expect(fal.files.requests[0]?.headers.authorization).toBeUndefined()
})

test('the waits between questions grow up to five seconds', async () => {
  fal.willMake({ position: 30 })
  await generate()
  expect(waits[0]).toBe(500)
  expect(waits.toSorted((one, other) => one - other)).toEqual(waits)
  expect(Math.max(...waits)).toBe(5_000)
})

describe('each endpoint gets the fields that it knows', () => {
  const square = { width: 1024, height: 1024 }
  test.each<[string, Partial<ImageOptions>, object]>([
    [
      'blackforestlabs/flux-3/text-to-image',
      { aspectRatio: '3:2', resolution: '4K', format: 'jpeg' },
      { aspect_ratio: '3:2', resolution: '4k', output_format: 'jpeg' },
    ],
    ['blackforestlabs/flux-3-klein/text-to-image', {}, { aspect_ratio: '1:1', resolution: '1k', output_format: 'png' }],
    [
      'openai/gpt-image-2.5/sunburst/text-to-image',
      { size: '1536x1024', quality: 'high', count: 2 },
      {
        image_size: { width: 1536, height: 1024 },
        quality: 'high',
        background: 'auto',
        output_format: 'png',
        num_images: 2,
      },
    ],
    [
      'bytedance/seedream/v5/pro/text-to-image',
      { size: '2048x2048' },
      { image_size: { width: 2048, height: 2048 }, num_images: 1 },
    ],
    ['fal-ai/recraft/v4.1/text-to-image', {}, { image_size: square }],
    ['fal-ai/flux/dev', { count: 4 }, { image_size: square, output_format: 'png', num_images: 4 }],
  ])('%s', async (name, options, fields) => {
    expect((await generate(asking(options, name))).failure).toBeUndefined()
    expect(fal.paidRequests.map(({ path, json }) => [path, json])).toEqual([
      [`/${name}`, { prompt: 'a harbour at night', ...fields }],
    ])
  })

  test('images are sent within the request, to the endpoint for edits', async () => {
    const mask = drawMask(8, 8, (x) => x < 4)
    const attempt = new NetworkAttempt()
    const inputs = [attempt.addInput(image), attempt.addInput(mask, { role: 'mask' })]
    const request = asking({}, 'openai/gpt-image-2.5/sunburst/text-to-image', inputs)
    expect((await generate(request, attempt)).failure).toBeUndefined()
    expect(fal.paidRequests[0]).toMatchObject({
      path: '/openai/gpt-image-2.5/sunburst/edit',
      json: {
        image_urls: [`data:image/png;base64,${image.toString('base64')}`],
        mask_url: `data:image/png;base64,${mask.toString('base64')}`,
      },
    })
  })

  test('images that the model can’t take are never left out silently', async () => {
    const attempt = new NetworkAttempt()
    const { failure } = await generate(asking({}, 'fal-ai/flux/dev', [attempt.addInput(image)]), attempt)
    expect(failure).toMatchObject({ code: 'request-unsupported', charge: 'none' })
    expect(attempt.sent).toBe(0)
    expect(fal.requests).toEqual([])
  })
})

describe('a tool takes one image, and none of the words', () => {
  const url = `data:image/png;base64,${image.toString('base64')}`
  test.each([
    ['fal-ai/bria/background/remove', {}, { image_url: url }],
    ['fal-ai/clarity-upscaler', {}, { image_url: url, upscale_factor: 2 }],
    [
      'bytedance/seedream/v5/pro/edit',
      { count: 4 },
      { image_urls: [url], image_size: { width: 1024, height: 1024 }, num_images: 4 },
    ],
  ])('%s', async (name, options, body) => {
    const attempt = new NetworkAttempt()
    fal.willMake({ result: { image: { url: fal.files.add(image) } } })
    const { events, failure } = await generate(asking(options, name, [attempt.addInput(image)]), attempt)
    expect(failure).toBeUndefined()
    expect(events[0]).toEqual({ type: 'image', index: 0, bytes: image })
    expect(fal.paidRequests.map(({ path }) => path)).toEqual([`/${name}`])
    expect(fal.paidRequests[0]?.json).toMatchObject(body)
    expect(JSON.stringify(fal.paidRequests[0]?.json)).not.toContain('harbour')
  })

  test('and is not sent without one', async () => {
    const { failure } = await generate(asking({}, 'fal-ai/clarity-upscaler'))
    expect(failure).toMatchObject({ code: 'request-unsupported', charge: 'none' })
    expect(fal.requests).toEqual([])
  })
})

describe('a key goes to the connection’s own server only', () => {
  test('addresses of a job elsewhere are not asked', async () => {
    fal.jobOrigin = 'https://queue.example.com'
    const { failure, attempt } = await generate()
    expect(failure).toBeUndefined()
    expect(Object.values(attempt.handles[0] ?? {}).filter((value) => value.startsWith('http'))).toEqual(
      expect.arrayContaining([expect.stringContaining(fal.origin)]),
    )
    expect(JSON.stringify(attempt.handles)).not.toContain('example.com')
  })

  test('a handle of another server is not asked after the address was changed', async () => {
    const address = 'https://queue.example.com/google/nano-banana-2.1/requests/abc'
    const handle = {
      requestId: 'abc',
      statusUrl: `${address}/status`,
      responseUrl: address,
      cancelUrl: `${address}/cancel`,
    }
    expect((await resume(handle)).failure).toMatchObject({ code: 'run-lost', charge: 'unknown' })
  })
})

describe('results', () => {
  test('an image that a filter replaced is kept and marked', async () => {
    fal.willMake({ images: [image, soundPng()], nsfw: [false, true] })
    const { events } = await generate(asking({ count: 2 }))
    expect(events).toMatchObject([
      { type: 'image', index: 0 },
      { type: 'image', index: 1, flaw: { code: 'prompt-refused', stage: 'output' } },
      { type: 'usage', usage: [{ quantity: 2 }] },
    ])
    expect(events[0]).not.toHaveProperty('flaw')
  })

  test('data URIs and a single image are understood', async () => {
    fal.willMake({ result: { image: { url: `data:image/png;base64,${image.toString('base64')}` } } })
    expect((await generate()).events[0]).toEqual({ type: 'image', index: 0, bytes: image })
  })

  test('an address that gives nothing leaves the others', async () => {
    fal.willMake({ result: { images: [{ url: `${fal.files.origin}/gone.png` }, { url: fal.files.add(image) }] } })
    expect((await generate(asking({ count: 2 }))).events).toMatchObject([
      { type: 'unreadable-image', index: 0, address: `${fal.files.origin}/gone.png`, reason: 'unreachable' },
      { type: 'image', index: 1, bytes: image },
      { type: 'usage' },
    ])
  })

  test.each([
    ['no images', { images: [], seed: 1 }, 'answer-empty'],
    ['a list', [], 'answer-damaged'],
  ])('%s', async (_name, result, code) => {
    fal.willMake({ result })
    expect((await generate()).failure).toMatchObject({ code, charge: 'unknown' })
  })

  test('of a server on the internet, files in the user’s network are not fetched', async () => {
    const files = await FalFiles.start()
    const url = files.add(image)
    const kept = (async function* () {
      yield Buffer.from(JSON.stringify({ images: [{ url }] }))
    })()
    const adapter = createAdapter({
      fetch: transport.fetch,
      account: () => ({ key: FAL_KEY, baseUrl: 'https://queue.fal.run' }),
    })
    const { events } = await collect(adapter.decode(asking(), kept), new NetworkAttempt())
    expect(events[0]).toMatchObject({ type: 'unreadable-image', address: url, reason: 'refused' })
    expect(files.requests).toEqual([])
    await files.stop()
  })
})
