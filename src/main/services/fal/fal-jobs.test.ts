import { describe, expect, test } from 'vitest'
import { exhaustedBalance, failing, type FalStandIn, refusedByPolicy } from '../../../../e2e/stand-ins/fal'
import { NetworkAttempt } from '../../../../tests/support/main/network-attempt'
import { StoppedByUser } from '../adapter'
import {
  fal,
  waits,
  openAdapter,
  asking,
  collect,
  generate,
  resume,
  stopAt,
  image,
  madeOne,
  serveFal,
} from '../../../../tests/support/main/fal-calls'

serveFal()

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
