import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findImageModel } from '@shared/catalogue'
import { fitOptions } from '@shared/catalogue/options'
import { FailureError, type Failure } from '@shared/failure'
import { DEFAULT_IMAGE_OPTIONS, type ImageOptions } from '@shared/image-options'
import { createParts, type ImageRequest, type InputImage } from '@shared/request'
import {
  exhaustedBalance,
  failing,
  FAL_KEY,
  FalFiles,
  FalStandIn,
  refusedByPolicy,
} from '../../../../e2e/stand-ins/fal'
import { soundPng } from '../../../../e2e/stand-ins/images'
import { NetworkAttempt } from '../../../../tests/support/main/network-attempt'
import { StoppedByUser, type AnswerEvent, type JobHandle } from '../adapter'
import { createTransport, type Transport } from '../transport'
import { createFal } from '.'

let fal: FalStandIn
let transport: Transport
/** The waits between questions, in milliseconds. */
let waits: number[]

beforeEach(async () => {
  fal = await FalStandIn.start()
  transport = createTransport(async () => 'DIRECT')
  waits = []
})

afterEach(async () => {
  await transport.close()
  await fal.stop()
})

interface Outcome {
  readonly events: readonly AnswerEvent[]
  readonly failure?: Failure
  readonly attempt: NetworkAttempt
}

function openAdapter(key = FAL_KEY) {
  return createFal({
    fetch: transport.fetch,
    account: () => ({ key, baseUrl: fal.baseUrl }),
    pause: async (ms, signal) => {
      waits.push(ms)
      await new Promise((resolve) => setImmediate(resolve))
      signal.throwIfAborted()
    },
  })
}

function asking(part: Partial<ImageOptions> = {}, name = 'google/nano-banana-2.1', inputs: InputImage[] = []) {
  const model = findImageModel(`fal:${name}`)
  if (!model) throw new Error(`${name} is no image model`)
  const options = fitOptions(model, { ...DEFAULT_IMAGE_OPTIONS, ...part })
  return { kind: 'image', model: model.id, parts: createParts('a harbour at night', inputs), options } as const
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

async function generate(request: ImageRequest = asking(), attempt = new NetworkAttempt(), key?: string) {
  return collect(openAdapter(key).answer(request, attempt), attempt)
}

async function resume(handle: JobHandle, key?: string): Promise<Outcome> {
  const attempt = new NetworkAttempt()
  const { resume: goOn } = openAdapter(key)
  if (!goOn) throw new Error('it resumes nothing')
  return collect(goOn(asking(), handle, attempt), attempt)
}

/** Collects, and presses Stop as soon as the job has this state. */
async function stopAt(state: 'IN_QUEUE' | 'IN_PROGRESS'): Promise<Outcome> {
  const attempt = new NetworkAttempt()
  attempt.onQueued = () => {
    if (fal.jobs[0]?.state === state) attempt.controller.abort(new StoppedByUser())
  }
  return generate(asking(), attempt)
}

const image = soundPng({ seed: 7 })
const madeOne = { type: 'usage', usage: [{ what: 'imageOut', unit: 'image', quantity: 1 }] }

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
    const attempt = new NetworkAttempt()
    const inputs = [attempt.addInput(image), attempt.addInput(soundPng(), { role: 'mask' })]
    const request = asking({}, 'openai/gpt-image-2.5/sunburst/text-to-image', inputs)
    expect((await generate(request, attempt)).failure).toBeUndefined()
    expect(fal.paidRequests[0]).toMatchObject({
      path: '/openai/gpt-image-2.5/sunburst/edit',
      json: {
        image_urls: [`data:image/png;base64,${image.toString('base64')}`],
        mask_url: `data:image/png;base64,${soundPng().toString('base64')}`,
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

describe('reading is tried again, never the paid call', () => {
  test.each([
    [
      'a broken connection',
      (exchange: Parameters<Parameters<FalStandIn['nextStatus']['add']>[0]>[0]) => exchange.reset(),
    ],
    ['a gateway’s page', failingPage(502)],
    ['a server error', failing(500, 'Internal Server Error')],
    ['a rate limit', failing(429, 'Too many requests', { 'retry-after': '7' })],
    ['a job that isn’t known everywhere yet', failing(404, 'Request not found')],
  ])('%s while waiting', async (_name, step) => {
    fal.nextStatus.add(step)
    fal.nextStatus.add(step)
    const { events } = await generate()
    expect(events[0]).toMatchObject({ type: 'image' })
    expect(fal.paidRequests).toHaveLength(1)
  })

  test('J07 a service that is down for an hour loses nothing: it is asked more and more rarely', async () => {
    fal.willMake({ images: [image] })
    let downMs = 0
    fal.nextStatus.setFallback(async (exchange) => {
      downMs = waits.reduce((sum, ms) => sum + ms, 0)
      if (downMs > 60 * 60_000) fal.nextStatus.resetFallback()
      await exchange.json(503, { detail: 'Service Unavailable' })
    })
    const { events } = await generate()
    expect(events[0]).toMatchObject({ type: 'image', bytes: image })
    expect(downMs).toBeGreaterThan(60 * 60_000)
    expect(Math.max(...waits)).toBe(30_000)
    expect(fal.paidRequests).toHaveLength(1)
  })

  test('J05 a place in the queue that goes up is told as it is', async () => {
    for (const position of [2, 5, 1]) {
      fal.nextStatus.add((exchange) => exchange.json(202, { status: 'IN_QUEUE', queue_position: position }))
    }
    const { attempt, events } = await generate()
    expect(attempt.queued.slice(0, 3)).toEqual([2, 5, 1])
    expect(events[0]).toMatchObject({ type: 'image' })
  })

  test('a rate limit is waited for as long as it says', async () => {
    fal.nextStatus.add(failing(429, 'Too many requests', { 'retry-after': '60' }))
    await generate()
    expect(waits[0]).toBe(60_000)
  })

  test.each([
    [
      'cut off',
      async (exchange: Parameters<Parameters<FalStandIn['nextResult']['add']>[0]>[0]) => {
        exchange.response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' })
        await exchange.write('{"images":[')
        exchange.reset()
      },
    ],
    ['a gateway’s page', failingPage(200)],
    ['a server error', failing(500, 'Internal Server Error')],
  ] as const)('a result that is %s', async (_name, step) => {
    fal.nextResult.add(step)
    const { events, attempt } = await generate()
    expect(events[0]).toMatchObject({ type: 'image' })
    expect(JSON.parse(Buffer.concat(attempt.kept).toString())).toHaveProperty('images')
    expect(fal.paidRequests).toHaveLength(1)
  })
})

function failingPage(status: number) {
  return (exchange: Parameters<Parameters<FalStandIn['nextStatus']['add']>[0]>[0]) =>
    exchange.send(status, 'text/html', '<html><title>Bad Gateway</title></html>')
}

describe('what a failure means for the money', () => {
  test.each([
    [401, 'Authentication is required', { code: 'key-rejected', charge: 'none' }],
    [402, 'Payment required', { code: 'credit-exhausted', charge: 'none' }],
    [403, 'You have no access to this application', { code: 'access-denied', charge: 'none' }],
    [404, 'Application "flux-9" not found', { code: 'model-unavailable', charge: 'none' }],
    [422, 'Unprocessable', { code: 'request-refused', charge: 'unknown' }],
    [500, 'Internal Server Error', { code: 'provider-down', charge: 'none' }],
    [503, 'No runner available', { code: 'provider-busy', charge: 'none' }],
  ])('%i when it is submitted', async (status, detail, expected) => {
    fal.nextSubmit.add(failing(status, detail))
    const { failure } = await generate()
    expect(failure).toMatchObject({ ...expected, status, detail })
    expect(fal.requests).toHaveLength(1)
  })

  test('no balance left', async () => {
    fal.nextSubmit.add(exhaustedBalance)
    expect((await generate()).failure).toMatchObject({ code: 'credit-exhausted', charge: 'none' })
  })

  test('a gateway’s error says nothing about the money', async () => {
    fal.nextSubmit.add(failingPage(502))
    expect((await generate()).failure).toMatchObject({ code: 'provider-down', charge: 'unknown' })
  })

  test('a rate limit says how long to wait', async () => {
    fal.nextSubmit.add(failing(429, 'Too many requests', { 'retry-after': '20' }))
    expect((await generate()).failure).toMatchObject({ code: 'rate-limited', charge: 'none', retryAfterMs: 20_000 })
  })

  test('a submission whose answer never came may have been charged', async () => {
    fal.nextSubmit.add((exchange) => exchange.reset())
    const { failure, attempt } = await generate()
    expect(failure).toMatchObject({ code: 'connection-lost', charge: 'unknown' })
    expect(attempt.handles).toEqual([])
    expect(fal.paidRequests).toHaveLength(1)
  })

  test('a refused prompt may have been charged', async () => {
    fal.willMake({ fails: refusedByPolicy })
    expect((await generate()).failure).toMatchObject({
      code: 'prompt-refused',
      charge: 'unknown',
      stage: 'input',
      requestId: fal.jobs[0]?.id,
    })
  })

  test('a wrong option is named', async () => {
    const body = { detail: [{ loc: ['body', 'image_size'], msg: 'Input should be …', type: 'literal_error' }] }
    fal.willMake({ fails: { status: 422, body } })
    expect((await generate()).failure).toMatchObject({ code: 'option-refused', option: 'size', charge: 'unknown' })
  })

  test('a job that ended with a server error cost nothing, once that is certain', async () => {
    fal.willMake({ fails: { status: 500, body: { detail: 'Internal Server Error' } } })
    expect((await generate()).failure).toMatchObject({ code: 'provider-down', charge: 'none' })
    expect(fal.questions.filter(({ path }) => !path.endsWith('/status'))).toHaveLength(3)
  })

  test('a job that is no longer known may have been charged', async () => {
    const id = '0f1e2d3c-dead-4abc-8def-0123456789ab'
    const address = `${fal.origin}/google/nano-banana-2.1/requests/${id}`
    const handle = {
      requestId: id,
      statusUrl: `${address}/status`,
      responseUrl: address,
      cancelUrl: `${address}/cancel`,
    }
    expect((await resume(handle)).failure).toMatchObject({ code: 'run-lost', charge: 'unknown', requestId: id })
  })

  test('a key that was changed meanwhile doesn’t make the job free', async () => {
    const { attempt } = await generate()
    const { failure } = await resume(attempt.handles[0] ?? {}, 'another:key')
    expect(failure).toMatchObject({ code: 'key-rejected', charge: 'unknown' })
  })
})

describe('Stop', () => {
  test('in the queue cancels the job, which costs nothing', async () => {
    fal.willMake({ holdsAt: 'IN_QUEUE', position: 3 })
    const { failure } = await stopAt('IN_QUEUE')
    expect(failure).toMatchObject({ code: 'call-stopped', charge: 'none' })
    expect(fal.jobs[0]?.isCanceled).toBe(true)
  })

  test('while it is made asks the service to stop, and keeps the image that comes all the same', async () => {
    fal.willMake({ images: [image] })
    const { events } = await stopAt('IN_PROGRESS')
    expect(events[0]).toMatchObject({ type: 'image', bytes: image })
    expect(fal.requests.filter(({ method }) => method === 'PUT')).toHaveLength(1)
  })

  test('while it is made may have been charged where no result comes', async () => {
    fal.willMake({ fails: { status: 500, body: { detail: 'Request was cancelled' } } })
    expect((await stopAt('IN_PROGRESS')).failure).toMatchObject({ code: 'call-stopped', charge: 'unknown' })
  })

  test('too late keeps the image', async () => {
    fal.willMake({ holdsAt: 'IN_QUEUE', images: [image] })
    fal.nextCancel.add(async (exchange) => {
      fal.jobs[0]?.continue()
      await exchange.json(400, { status: 'ALREADY_COMPLETED' })
    })
    expect((await stopAt('IN_QUEUE')).events[0]).toMatchObject({ type: 'image', bytes: image })
  })

  test('of a job that the service doesn’t know may have been charged', async () => {
    fal.willMake({ holdsAt: 'IN_QUEUE' })
    fal.nextCancel.add((exchange) => exchange.json(404, { status: 'NOT_FOUND' }))
    expect((await stopAt('IN_QUEUE')).failure).toMatchObject({ code: 'call-stopped', charge: 'unknown' })
  })

  test('while the submission is on its way waits for the job’s id, and cancels it', async () => {
    fal.willMake({ holdsAt: 'IN_QUEUE' })
    const attempt = new NetworkAttempt()
    fal.nextSubmit.setFallback(async (exchange) => {
      attempt.controller.abort(new StoppedByUser())
      fal.nextSubmit.resetFallback()
      await fal.nextSubmit.play(exchange)
    })
    const { failure } = await generate(asking(), attempt)
    expect(failure).toMatchObject({ code: 'call-stopped', charge: 'none' })
    expect(fal.jobs[0]?.isCanceled).toBe(true)
  })

  test('when Easel quits, the job is left alone', async () => {
    fal.willMake({ holdsAt: 'IN_QUEUE' })
    const attempt = new NetworkAttempt()
    attempt.onQueued = () => attempt.controller.abort(new Error('quitting'))
    await expect(generate(asking(), attempt)).rejects.toThrow('quitting')
    expect(fal.requests.some(({ method }) => method === 'PUT')).toBe(false)
  })
})

describe('after a restart', () => {
  test('the job goes on by its handle', async () => {
    fal.willMake({ holdsAt: 'IN_PROGRESS', images: [image] })
    const attempt = new NetworkAttempt()
    attempt.onQueued = () => {
      if (fal.jobs[0]?.state === 'IN_PROGRESS') attempt.controller.abort(new Error('quitting'))
    }
    await expect(generate(asking(), attempt)).rejects.toThrow('quitting')
    fal.jobs[0]?.continue()
    expect((await resume(attempt.handles[0] ?? {})).events).toEqual([
      { type: 'image', index: 0, bytes: image },
      madeOne,
    ])
    expect(fal.paidRequests).toHaveLength(1)
  })

  test('a kept result is read again, and its images are fetched again', async () => {
    fal.willMake({ images: [image] })
    const { attempt } = await generate()
    const before = fal.requests.length
    const kept = (async function* () {
      yield* attempt.kept
    })()
    const { events } = await collect(openAdapter().decode(asking(), kept), new NetworkAttempt())
    expect(events).toEqual([{ type: 'image', index: 0, bytes: image }, madeOne])
    expect(fal.requests).toHaveLength(before)
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
    const adapter = createFal({
      fetch: transport.fetch,
      account: () => ({ key: FAL_KEY, baseUrl: 'https://queue.fal.run' }),
    })
    const { events } = await collect(adapter.decode(asking(), kept), new NetworkAttempt())
    expect(events[0]).toMatchObject({ type: 'unreadable-image', address: url, reason: 'refused' })
    expect(files.requests).toEqual([])
    await files.stop()
  })
})
