import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findImageModel } from '@shared/catalogue'
import { fitOptions } from '@shared/catalogue/options'
import { FailureError, type Failure } from '@shared/failure'
import { DEFAULT_IMAGE_OPTIONS, type ImageOptions } from '@shared/image-options'
import { createParts, type ImageRequest, type InputImage } from '@shared/request'
import { BFL_KEY, BflFiles, BflStandIn, failing, noCredits, tooManyJobs } from '../../../../e2e/stand-ins/bfl'
import type { Step } from '../../../../e2e/stand-ins/http-stand-in'
import { soundPng } from '../../../../e2e/stand-ins/images'
import { drawMask } from '../../../../tests/support/main/draw-mask'
import { NetworkAttempt } from '../../../../tests/support/main/network-attempt'
import { StoppedByUser, type AnswerEvent, type JobHandle } from '../adapter'
import { createTransport, type Transport } from '../transport'
import { createAdapter } from '.'

let bfl: BflStandIn
let transport: Transport
/** The waits between polls, in milliseconds. */
let waits: number[]

beforeEach(async () => {
  bfl = await BflStandIn.start()
  transport = createTransport(async () => 'DIRECT')
  waits = []
})

afterEach(async () => {
  await transport.close()
  await bfl.stop()
})

interface Outcome {
  readonly events: readonly AnswerEvent[]
  readonly failure?: Failure
  readonly attempt: NetworkAttempt
}

function openAdapter({ key = BFL_KEY, baseUrl = bfl.baseUrl } = {}) {
  return createAdapter({
    fetch: transport.fetch,
    account: () => ({ key, baseUrl }),
    pause: async (ms, signal) => {
      waits.push(ms)
      await new Promise((resolve) => setImmediate(resolve))
      signal.throwIfAborted()
    },
  })
}

function asking(part: Partial<ImageOptions> = {}, name = 'flux-2-pro', inputs: InputImage[] = []) {
  const model = findImageModel(`bfl:${name}`)
  if (!model) throw new Error(`${name} is no image model`)
  const options = fitOptions(model, { ...DEFAULT_IMAGE_OPTIONS, ...part })
  return { kind: 'image', model: model.id, parts: createParts('a harbor at night', inputs), options } as const
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

async function generate(request: ImageRequest = asking(), attempt = new NetworkAttempt()): Promise<Outcome> {
  return collect(openAdapter().answer(request, attempt), attempt)
}

async function resume(handle: JobHandle, account = {}): Promise<Outcome> {
  const attempt = new NetworkAttempt()
  const { resume: goOn } = openAdapter(account)
  if (!goOn) throw new Error('it resumes nothing')
  return collect(goOn(asking(), handle, attempt), attempt)
}

const image = soundPng({ seed: 7 })
const made = { type: 'image', index: 0, bytes: image }
const cost = (amount: number) => ({ type: 'cost', amount })

describe('a job', () => {
  test('is submitted once, and its image and its cost come', async () => {
    bfl.willMake({ image, cost: 4.5 })
    const { events, attempt } = await generate(asking({ size: '1536x1024' }))
    expect(events).toEqual([cost(45_000), made])
    expect(bfl.paidRequests.map(({ path, json }) => ({ path, json }))).toEqual([
      {
        path: '/v1/flux-2-pro',
        json: { prompt: 'a harbor at night', width: 1536, height: 1024, output_format: 'png' },
      },
    ])
    expect(bfl.paidRequests[0]?.headers['x-key']).toBe(BFL_KEY)
    expect(attempt.requestId).toBe(bfl.jobs[0]?.id)
  })

  test('takes images within the request, numbered', async () => {
    const attempt = new NetworkAttempt()
    const inputs = [attempt.addInput(image), attempt.addInput(soundPng())]
    expect((await generate(asking({}, 'flux-2-klein-4b', inputs), attempt)).failure).toBeUndefined()
    expect(bfl.paidRequests[0]?.json).toMatchObject({
      input_image: image.toString('base64'),
      input_image_2: soundPng().toString('base64'),
    })
  })

  test('that has a mask is not sent: no model takes one', async () => {
    const attempt = new NetworkAttempt()
    const inputs = [
      attempt.addInput(image),
      attempt.addInput(
        drawMask(8, 8, (x) => x < 4),
        { role: 'mask' },
      ),
    ]
    const { failure } = await generate(asking({}, 'flux-2-pro', inputs), attempt)
    expect(failure).toMatchObject({ code: 'request-unsupported', charge: 'none' })
    expect(bfl.requests).toEqual([])
  })

  test('has a durable handle with its cost and no key before the first question', async () => {
    const attempt = new NetworkAttempt()
    let questionsBefore = -1
    attempt.onHandle = () => (questionsBefore = bfl.questions.length)
    await generate(asking(), attempt)
    const id = bfl.jobs[0]?.id ?? ''
    expect(questionsBefore).toBe(0)
    expect(attempt.handles).toEqual([{ id, pollingUrl: `${bfl.baseUrl}/get_result?id=${id}`, cost: '30000' }])
  })

  test.each([
    ['none', null, undefined],
    ['nothing', 0, 0],
    ['a fraction', 1.4, 14_000],
    ['less than a micro-dollar', 0.000_001, 1],
    ['a negative one', -3, undefined],
    ['one in another unit', 3e9, undefined],
  ])('that names %s as its cost', async (_name, credits, amount) => {
    bfl.willMake({ image, cost: credits })
    expect((await generate()).events).toEqual([...(amount === undefined ? [] : [cost(amount)]), made])
  })
})

describe('the image, which is there for ten minutes', () => {
  test('is fetched without the key, after the result was kept', async () => {
    const attempt = new NetworkAttempt()
    bfl.files.willAnswer(async (exchange) => {
      expect(Buffer.concat(attempt.kept).toString()).toContain(exchange.request.path)
      await exchange.send(200, 'image/png', image)
    })
    expect((await generate(asking(), attempt)).events.at(-1)).toEqual(made)
    expect(bfl.files.requests[0]?.headers['x-key']).toBeUndefined()
  })

  test('is fetched again while its server fails', async () => {
    bfl.willMake({ image })
    bfl.files.willAnswer((exchange) => exchange.reset())
    bfl.files.willAnswer((exchange) => exchange.send(503, 'text/plain', 'busy'))
    expect((await generate()).events.at(-1)).toEqual(made)
    expect(bfl.paidRequests).toHaveLength(1)
  })

  test('is told as gone when it is, and what it cost is told too', async () => {
    bfl.willMake({ image })
    bfl.files.willAnswer((exchange) => exchange.send(403, 'application/xml', '<Error/>'))
    expect((await generate()).events).toEqual([
      cost(30_000),
      { type: 'unreadable-image', index: 0, cause: { code: 'result-expired' } },
    ])
    expect(bfl.files.requests).toHaveLength(1)
  })

  test('is read again from what was kept, with its cost', async () => {
    bfl.willMake({ image, cost: 7 })
    const { attempt } = await generate()
    const before = bfl.requests.length
    const { events } = await collect(openAdapter().decode(asking(), yieldAll(attempt.kept)), new NetworkAttempt())
    expect(events).toEqual([cost(70_000), made])
    expect(bfl.requests).toHaveLength(before)
  })

  test('in the user’s own network is not fetched for a service on the internet', async () => {
    const files = await BflFiles.start()
    const sample = files.add(image)
    const kept = yieldAll([Buffer.from(JSON.stringify({ id: 'a', status: 'Ready', result: { sample } }))])
    const adapter = openAdapter({ baseUrl: 'https://api.bfl.ai/v1' })
    const { events } = await collect(adapter.decode(asking(), kept), new NetworkAttempt())
    expect(events).toMatchObject([{ type: 'unreadable-image', reason: 'refused' }])
    expect(files.requests).toEqual([])
    await files.stop()
  })
})

describe('the key goes to the connection’s own servers only', () => {
  test('a job that is said to be elsewhere is asked about at the connection’s address', async () => {
    bfl.pollingOrigin = 'https://evil.example'
    const { events, attempt } = await generate()
    expect(events.at(-1)).toMatchObject({ type: 'image' })
    expect(JSON.stringify(attempt.handles)).not.toContain('evil')
  })

  test.each([
    ['another region of theirs', 'https://api.eu4.bfl.ai/v1/get_result?id=abc', 'https://api.bfl.ai/v1', true],
    ['one that looks like theirs', 'https://api-bfl.ai/v1/get_result?id=abc', 'https://api.bfl.ai/v1', false],
    ['theirs without encryption', 'http://api.bfl.ai/v1/get_result?id=abc', 'https://api.bfl.ai/v1', false],
    [
      'theirs for the key of another server',
      'https://api.bfl.ai/v1/get_result?id=abc',
      'https://proxy.example/v1',
      false,
    ],
  ])('%s', async (_name, pollingUrl, baseUrl, isAsked) => {
    const asked: string[] = []
    const adapter = createAdapter({
      fetch: async (url) => {
        asked.push(String(url))
        throw new Error('offline')
      },
      account: () => ({ key: BFL_KEY, baseUrl }),
      pause: async () => {
        throw new FailureError({ code: 'call-stopped', charge: 'unknown', at: 0 })
      },
    })
    const { failure } = await collect(
      adapter.resume!(asking(), { id: 'abc', pollingUrl }, new NetworkAttempt()),
      new NetworkAttempt(),
    )
    expect(asked).toEqual(isAsked ? [pollingUrl] : [])
    expect(failure?.code).toBe(isAsked ? 'call-stopped' : 'run-lost')
  })
})

describe('reading is tried again, never the paid call', () => {
  const steps: [string, Step][] = [
    ['a broken connection', (exchange) => exchange.reset()],
    ['a gateway’s page', (exchange) => exchange.send(502, 'text/html', '<html><title>Bad Gateway</title></html>')],
    ['a page with a refusal', (exchange) => exchange.send(403, 'text/html', '<html>no</html>')],
    ['a server error', failing(500, 'Internal Server Error')],
    ['a rate limit', failing(429, 'Too many requests', { 'retry-after': '7' })],
    ['a job that isn’t known everywhere yet', (exchange) => exchange.json(200, { status: 'Task not found' })],
    ['a state that this version doesn’t know', (exchange) => exchange.json(200, { status: 'Queued' })],
    ['rubbish', (exchange) => exchange.send(200, 'application/json', '{"half":')],
  ]
  test.each(steps)('%s', async (_name, step) => {
    bfl.nextQuestion.add(step)
    bfl.nextQuestion.add(step)
    expect((await generate()).events.at(-1)).toMatchObject({ type: 'image' })
    expect(bfl.paidRequests).toHaveLength(1)
  })

  test('waits as long as a rate limit says', async () => {
    bfl.nextQuestion.add(failing(429, 'Too many requests', { 'retry-after': '60' }))
    await generate()
    expect(waits[0]).toBe(60_000)
  })
})

describe('what a failure means for the money', () => {
  test.each([
    [402, noCredits, { code: 'credit-exhausted', charge: 'none' }],
    [429, tooManyJobs, { code: 'rate-limited', charge: 'none' }],
    [403, failing(403, 'Not authenticated - Invalid Authentication'), { code: 'key-rejected', charge: 'none' }],
    [403, failing(403, 'No access to this model'), { code: 'access-denied', charge: 'none' }],
    [404, failing(404, 'Not Found'), { code: 'model-unavailable', charge: 'none' }],
    [503, failing(503, 'Service Unavailable'), { code: 'provider-busy', charge: 'unknown' }],
    [
      422,
      failing(422, [{ loc: ['body', 'width'], msg: 'Must be a multiple of 16', type: 'value_error' }]),
      { code: 'option-refused', option: 'size', charge: 'none', detail: 'width: Must be a multiple of 16' },
    ],
  ])('%i when it is submitted', async (status, step, expected) => {
    bfl.nextSubmit.add(step)
    expect((await generate()).failure).toMatchObject({ ...expected, status })
    expect(bfl.requests).toHaveLength(1)
  })

  test.each([
    ['Request Moderated', { code: 'prompt-refused', stage: 'input', categories: ['Protected Content'] }],
    ['Content Moderated', { code: 'prompt-refused', stage: 'output', categories: ['Protected Content'] }],
    ['Error', { code: 'provider-down' }],
    ['Failed', { code: 'provider-down' }],
  ])('%s ends the job, and may have been charged', async (status, expected) => {
    bfl.willMake({ ends: { status, details: { 'Moderation Reasons': ['Protected Content'] } } })
    const { failure, events } = await generate()
    expect(failure).toMatchObject({ ...expected, charge: 'unknown', requestId: bfl.jobs[0]?.id })
    expect(events).toEqual([])
  })

  test('a job that the service has forgotten says that its image is gone', async () => {
    const { attempt } = await generate()
    bfl.expire()
    const { failure } = await resume(attempt.handles[0] ?? {})
    expect(failure).toMatchObject({ code: 'result-expired', charge: 'unknown' })
    expect(bfl.paidRequests).toHaveLength(1)
  })

  test('a key that was changed meanwhile doesn’t make the job free', async () => {
    const { attempt } = await generate()
    const { failure } = await resume(attempt.handles[0] ?? {}, { key: 'bfl-another-key-123' })
    expect(failure).toMatchObject({ code: 'key-rejected', charge: 'unknown' })
  })
})

describe('Stop', () => {
  test('keeps the image that comes all the same: it was paid for, and can’t be canceled', async () => {
    bfl.willMake({ image })
    const attempt = new NetworkAttempt()
    bfl.nextQuestion.add(async (exchange) => {
      attempt.controller.abort(new StoppedByUser())
      await exchange.json(200, { status: 'Pending' })
    })
    expect((await generate(asking(), attempt)).events).toEqual([cost(30_000), made])
  })

  test('of a job that ends with nothing may have been charged', async () => {
    bfl.willMake({ ends: { status: 'Error' } })
    const attempt = new NetworkAttempt()
    bfl.nextQuestion.add(async (exchange) => {
      attempt.controller.abort(new StoppedByUser())
      await exchange.json(200, { status: 'Pending' })
    })
    expect((await generate(asking(), attempt)).failure).toMatchObject({ code: 'call-stopped', charge: 'unknown' })
  })
})

test('after a restart the job goes on by its handle, with its cost', async () => {
  bfl.willMake({ isHeld: true, image, cost: 3 })
  const attempt = new NetworkAttempt()
  bfl.nextQuestion.add(async (exchange) => {
    attempt.controller.abort(new Error('quitting'))
    await exchange.json(200, { status: 'Pending' })
  })
  await expect(generate(asking(), attempt)).rejects.toThrow('quitting')
  bfl.jobs[0]?.continue()
  expect((await resume(attempt.handles[0] ?? {})).events).toEqual([cost(30_000), made])
  expect(bfl.paidRequests).toHaveLength(1)
})

test.each([
  ['no result', {}, 'answer-empty'],
  ['a result without an address', { sample: '' }, 'answer-empty'],
])('%s may have been charged', async (_name, result, code) => {
  bfl.willMake({ result })
  expect((await generate()).failure).toMatchObject({ code, charge: 'unknown' })
})

async function* yieldAll<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items
}
