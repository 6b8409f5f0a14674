/** A. kill -9 of main during a job at a service with a queue: it's paid for once, and its image is stored. */
import { expect } from 'vitest'
import { FalStandIn } from '../../e2e/stand-ins/fal'
import { soundJpeg, soundPng } from '../../e2e/stand-ins/images'
import { OPENAI_KEY } from '../../e2e/stand-ins/openai'
import { listImages } from '@shared/answer'
import type { RunDraft } from '@shared/run'
import { test as base } from './fixtures'
import { aDraft, killsBefore, type World } from './world'

const test = base.extend<{ fal: FalStandIn }>({
  // oxlint-disable-next-line no-empty-pattern -- vitest reads from the pattern what a fixture needs
  fal: async ({}, use) => {
    const fal = await FalStandIn.start()
    // The world has only one key.
    fal.key = OPENAI_KEY
    await use(fal)
    await fal.stop()
  },
})

/** The price of an image by FLUX 3 Klein at 1K, in micro-dollars. */
const PRICE = 9_000
const image = soundPng({ width: 48, height: 48, seed: 5 })

function askingForOne(): RunDraft {
  const draft = aDraft()
  if (draft.request.kind !== 'image') throw new Error('it asks for an image')
  const shape = { previews: 0, quality: 'auto', aspectRatio: '1:1', resolution: '1K' } as const
  return {
    ...draft,
    request: {
      ...draft.request,
      model: 'fal:blackforestlabs/flux-3-klein/text-to-image',
      options: { ...draft.request.options, ...shape },
    },
  }
}

/** The image is stored byte for byte; there was one POST; and the ledger has its price. */
async function expectOneImage(world: World, fal: FalStandIn, { id }: RunDraft): Promise<void> {
  const { parts, bill } = await world.becomes(id, 'done')
  expect(listImages(parts)).toMatchObject([{ width: 48, height: 48 }])
  expect((await world.profile.objects()).map(({ bytes }) => bytes)).toEqual([image])
  expect(bill.cost).toEqual({ amount: PRICE, source: 'estimated' })
  expect(fal.paidRequests).toHaveLength(1)
  expect(await world.budget()).toMatchObject({ today: { known: PRICE, possible: 0 }, reserved: 0 })
}

test('A02 killed before the job is submitted: not sent, and nothing spent', async ({ world, fal }) => {
  const baseUrl = fal.baseUrl
  // The record is written when the run starts, when it's running, and when it's marked as sent.
  await world.launch({ baseUrl, failpoints: [killsBefore('rename', 'runs/', 3)] })
  const draft = askingForOne()
  void world.start(draft).catch(() => undefined)
  await world.died()

  await world.launch({ baseUrl })
  expect(await world.becomes(draft.id, 'failed')).toMatchObject({ failure: { code: 'not-sent', charge: 'none' } })
  expect(fal.requests).toEqual([])
  expect(await world.budget()).toMatchObject({ today: { known: 0, possible: 0 } })
})

test('A05 killed before the handle of the job is durable: told as possibly billed, not sent again', async ({
  world,
  fal,
}) => {
  const baseUrl = fal.baseUrl
  await world.launch({ baseUrl, failpoints: [killsBefore('rename', 'runs/', 5)] })
  const draft = askingForOne()
  void world.start(draft).catch(() => undefined)
  await world.died()

  await world.launch({ baseUrl })
  expect(await world.becomes(draft.id, 'failed')).toMatchObject({ failure: { code: 'app-stopped', charge: 'unknown' } })
  expect(world.row(draft.id).requestId).toBe(fal.jobs[0]?.id)
  expect(fal.paidRequests).toHaveLength(1)
  expect(await world.budget()).toMatchObject({ today: { known: 0, possible: PRICE } })
})

test.for(['IN_QUEUE', 'IN_PROGRESS'] as const)(
  'A05 killed while the job is %s: it goes on at the next start, and is paid once',
  async (holdsAt, { world, fal }) => {
    fal.willMake({ images: [image], holdsAt, position: holdsAt === 'IN_QUEUE' ? 2 : 0 })
    await world.launch({ baseUrl: fal.baseUrl })
    const draft = askingForOne()
    await world.start(draft)
    await expect.poll(() => [fal.jobs[0]?.state, fal.questions.length > 1]).toEqual([holdsAt, true])
    if (holdsAt === 'IN_QUEUE') {
      await world.says(draft.id, (state) => state.status === 'running' && state.jobsAhead === 2)
    }
    await world.kill()

    await world.launch({ baseUrl: fal.baseUrl, hasJobs: true })
    await world.becomes(draft.id, 'running')
    expect(await world.budget()).toMatchObject({ reserved: PRICE })
    fal.jobs[0]?.continue()
    await expectOneImage(world, fal, draft)
  },
)

test('A05 killed before the result of a job that is done was fetched: it is at the next start', async ({
  world,
  fal,
}) => {
  fal.willMake({ images: [image] })
  const held = fal.nextResult.add(async (exchange, answer) => void (await answer.stall(exchange)))
  await world.launch({ baseUrl: fal.baseUrl })
  const draft = askingForOne()
  await world.start(draft)
  await held.stalled
  await world.kill()

  await world.launch({ baseUrl: fal.baseUrl, hasJobs: true })
  await expectOneImage(world, fal, draft)
})

test('A08 killed while the image is fetched: it is fetched again, from the result that was kept', async ({
  world,
  fal,
}) => {
  fal.willMake({ images: [image] })
  const held = fal.files.willAnswer(async (exchange, answer) => void (await answer.stall(exchange)))
  await world.launch({ baseUrl: fal.baseUrl })
  const draft = askingForOne()
  await world.start(draft)
  await held.stalled
  await world.kill()
  const questions = fal.questions.length

  await world.launch({ baseUrl: fal.baseUrl, hasJobs: true })
  await expectOneImage(world, fal, draft)
  expect(fal.questions).toHaveLength(questions)
})

test('A08 killed while the image is fetched, and its address is gone: the job is asked again', async ({
  world,
  fal,
}) => {
  fal.willMake({ images: [image] })
  const held = fal.files.willAnswer(async (exchange, answer) => void (await answer.stall(exchange)))
  await world.launch({ baseUrl: fal.baseUrl })
  const draft = askingForOne()
  await world.start(draft)
  await held.stalled
  await world.kill()

  fal.files.willAnswer((exchange) => exchange.send(404, 'text/plain', 'gone'))
  await world.launch({ baseUrl: fal.baseUrl, hasJobs: true })
  await expectOneImage(world, fal, draft)
})

test('A05 a job that the service no longer knows after a restart may have been charged', async ({ world, fal }) => {
  fal.willMake({ holdsAt: 'IN_PROGRESS' })
  await world.launch({ baseUrl: fal.baseUrl })
  const draft = askingForOne()
  await world.start(draft)
  await expect.poll(() => fal.jobs[0]?.state).toBe('IN_PROGRESS')
  await world.kill()

  fal.jobs.length = 0
  await world.launch({ baseUrl: fal.baseUrl, hasJobs: true })
  expect(await world.becomes(draft.id, 'failed')).toMatchObject({ failure: { code: 'run-lost', charge: 'unknown' } })
  expect(fal.paidRequests).toHaveLength(1)
  expect(await world.budget()).toMatchObject({ today: { known: 0, possible: PRICE }, reserved: 0 })
})

test('G03 a network that comes and goes while a job is made costs nothing, and the image arrives', async ({
  world,
  fal,
}) => {
  fal.willMake({ holdsAt: 'IN_QUEUE', images: [image] })
  await world.launch({ baseUrl: fal.baseUrl })
  const draft = askingForOne()
  await world.start(draft)
  await expect.poll(() => fal.questions.length).toBeGreaterThan(0)
  await fal.goAway('resets')
  fal.jobs[0]?.continue()
  await fal.comeBack()
  await expectOneImage(world, fal, draft)
})

test('C20 Stop in the queue costs nothing; the ledger says so', async ({ world, fal }) => {
  fal.willMake({ holdsAt: 'IN_QUEUE', position: 3 })
  await world.launch({ baseUrl: fal.baseUrl })
  const draft = askingForOne()
  await world.start(draft)
  await world.becomes(draft.id, 'running', ({ jobsAhead }) => jobsAhead === 3)
  await world.stop(draft.id)
  await world.becomes(draft.id, 'cancelled', ({ charge }) => charge === 'none')
  expect(fal.jobs[0]?.isCanceled).toBe(true)
  expect(await world.budget()).toMatchObject({ today: { known: 0, possible: 0 }, reserved: 0 })
})

const other = soundPng({ width: 64, height: 32, seed: 6 })

test('J11 the result is another file when it is fetched again after a kill: both are kept, the answer shows the one that it names, paid once', async ({
  world,
  fal,
}) => {
  fal.willMake({ images: [image] })
  // The image is stored, but no record says so yet.
  await world.launch({ baseUrl: fal.baseUrl, failpoints: [{ call: 'rename', path: 'objects/', does: 'kill after' }] })
  const draft = askingForOne()
  void world.start(draft).catch(() => undefined)
  await world.died()
  expect((await world.profile.objects()).map(({ bytes }) => bytes)).toEqual([image])

  fal.files.willAnswer((exchange) => exchange.send(200, 'image/png', other))
  await world.launch({ baseUrl: fal.baseUrl, hasJobs: true })
  const { parts } = await world.becomes(draft.id, 'done')
  expect(listImages(parts)).toMatchObject([{ width: 64, height: 32 }])
  const kept = (await world.profile.objects()).map(({ bytes }) => bytes)
  expect(kept).toHaveLength(2)
  expect(kept).toEqual(expect.arrayContaining([image, other]))
  expect(fal.paidRequests).toHaveLength(1)
  expect(await world.budget()).toMatchObject({ today: { known: PRICE, possible: 0 }, reserved: 0 })
})

test('J11 a job asked again names another result, because the first address is gone: its image is kept, paid once', async ({
  world,
  fal,
}) => {
  fal.willMake({ images: [image] })
  const held = fal.files.willAnswer(async (exchange, answer) => void (await answer.stall(exchange)))
  await world.launch({ baseUrl: fal.baseUrl })
  const draft = askingForOne()
  await world.start(draft)
  await held.stalled
  await world.kill()

  fal.files.willAnswer((exchange) => exchange.send(404, 'text/plain', 'gone'))
  fal.nextResult.add((exchange) => exchange.json(200, { images: [{ url: fal.files.add(other) }] }))
  await world.launch({ baseUrl: fal.baseUrl, hasJobs: true })
  const { parts } = await world.becomes(draft.id, 'done')
  expect(listImages(parts)).toMatchObject([{ width: 64, height: 32 }])
  expect((await world.profile.objects()).map(({ bytes }) => bytes)).toEqual([other])
  expect(fal.paidRequests).toHaveLength(1)
})

test('J11 a file that is not what the result announced is kept as what it is', async ({ world, fal }) => {
  const jpeg = soundJpeg()
  const announced = { content_type: 'image/png', width: 1024, height: 1024, file_size: 3 }
  fal.willMake({ result: { images: [{ url: fal.files.add(jpeg), ...announced }] } })
  await world.launch({ baseUrl: fal.baseUrl })
  const draft = askingForOne()
  await world.start(draft)
  const { parts } = await world.becomes(draft.id, 'done')
  expect(listImages(parts)).toMatchObject([{ format: 'jpeg', bytes: jpeg.byteLength }])
  expect((await world.profile.objects()).map(({ bytes }) => bytes)).toEqual([jpeg])
})
