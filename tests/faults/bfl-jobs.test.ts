/**
 * A. kill -9 of main during a job at a service that stores images for ten minutes and reports the cost at once: paid
 * once, the image stored if it's still available, and the cost never lost.
 */
import { expect } from 'vitest'
import { BflStandIn } from '../../e2e/stand-ins/bfl'
import { soundPng } from '../../e2e/stand-ins/images'
import { OPENAI_KEY } from '../../e2e/stand-ins/openai'
import { listImages } from '@shared/answer'
import type { RunDraft } from '@shared/run'
import { test as base } from './fixtures'
import { aDraft, killsBefore, type World } from './world'

const test = base.extend<{ bfl: BflStandIn }>({
  // oxlint-disable-next-line no-empty-pattern -- vitest reads from the pattern what a fixture needs
  bfl: async ({}, use) => {
    const bfl = await BflStandIn.start()
    // The world has only one key.
    bfl.key = OPENAI_KEY
    await use(bfl)
    await bfl.stop()
  },
})

/** The cost that the service reports, in micro-dollars, and the highest by the price list. */
const COST = 32_500
const MOST = 30_000
const image = soundPng({ width: 48, height: 48, seed: 5 })
const plan = { image, cost: 3.25 }

function askingForOne(): RunDraft {
  const draft = aDraft()
  if (draft.request.kind !== 'image') throw new Error('it asks for an image')
  const options = { ...draft.request.options, previews: 0, quality: 'auto', size: '1024x1024' } as const
  return { ...draft, request: { ...draft.request, model: 'bfl:flux-2-pro', options } }
}

/** The image is stored byte for byte; there was one POST; and the ledger has the reported cost. */
async function expectOneImage(world: World, bfl: BflStandIn, { id }: RunDraft): Promise<void> {
  const { parts, bill } = await world.becomes(id, 'done')
  expect(listImages(parts)).toMatchObject([{ width: 48, height: 48 }])
  expect((await world.profile.objects()).map(({ bytes }) => bytes)).toEqual([image])
  expect(bill.cost).toEqual({ amount: COST, source: 'reported' })
  expect(bfl.paidRequests).toHaveLength(1)
  expect(await world.budget()).toMatchObject({ today: { known: COST, possible: 0 }, reserved: 0 })
}

test('J01 killed before the handle of the job is durable: told as possibly billed, not sent again', async ({
  world,
  bfl,
}) => {
  const { baseUrl } = bfl
  await world.launch({ baseUrl, failpoints: [killsBefore('rename', 'runs/', 5)] })
  const draft = askingForOne()
  void world.start(draft).catch(() => undefined)
  await world.died()

  await world.launch({ baseUrl })
  expect(await world.becomes(draft.id, 'failed')).toMatchObject({ failure: { code: 'app-stopped', charge: 'unknown' } })
  expect(bfl.paidRequests).toHaveLength(1)
  expect(await world.budget()).toMatchObject({ today: { known: 0, possible: MOST } })
})

test('J02 killed between two questions: the job goes on at the next start, and is paid once', async ({
  world,
  bfl,
}) => {
  bfl.willMake({ ...plan, isHeld: true })
  await world.launch({ baseUrl: bfl.baseUrl })
  const draft = askingForOne()
  await world.start(draft)
  await expect.poll(() => bfl.questions.length).toBeGreaterThan(1)
  await world.kill()

  await world.launch({ baseUrl: bfl.baseUrl, hasJobs: true })
  await world.becomes(draft.id, 'running')
  bfl.jobs[0]?.continue()
  await expectOneImage(world, bfl, draft)
})

test('J03 killed after the image was announced and before it was fetched: it is fetched at the next start', async ({
  world,
  bfl,
}) => {
  bfl.willMake(plan)
  const held = bfl.files.willAnswer(async (exchange, answer) => void (await answer.stall(exchange)))
  await world.launch({ baseUrl: bfl.baseUrl })
  const draft = askingForOne()
  await world.start(draft)
  await held.stalled
  await world.kill()
  const questions = bfl.questions.length

  await world.launch({ baseUrl: bfl.baseUrl, hasJobs: true })
  await expectOneImage(world, bfl, draft)
  expect(bfl.questions).toHaveLength(questions)
})

test('J04 started again when the result has expired: told so, with nothing sent again', async ({ world, bfl }) => {
  bfl.willMake(plan)
  const held = bfl.files.willAnswer(async (exchange, answer) => void (await answer.stall(exchange)))
  await world.launch({ baseUrl: bfl.baseUrl })
  const draft = askingForOne()
  await world.start(draft)
  await held.stalled
  await world.kill()

  bfl.expire()
  await world.launch({ baseUrl: bfl.baseUrl, hasJobs: true })
  expect(await world.becomes(draft.id, 'failed')).toMatchObject({
    failure: { code: 'result-expired', charge: 'unknown' },
  })
  expect(bfl.paidRequests).toHaveLength(1)
  expect(await world.budget()).toMatchObject({ today: { known: 0, possible: MOST }, reserved: 0 })
})

test('J04 the image is gone, and the service still knows its job: charged as it said', async ({ world, bfl }) => {
  bfl.willMake(plan)
  const held = bfl.files.willAnswer(async (exchange, answer) => void (await answer.stall(exchange)))
  await world.launch({ baseUrl: bfl.baseUrl })
  const draft = askingForOne()
  await world.start(draft)
  await held.stalled
  await world.kill()

  bfl.files.expire()
  await world.launch({ baseUrl: bfl.baseUrl, hasJobs: true })
  expect(await world.becomes(draft.id, 'failed')).toMatchObject({
    failure: { code: 'result-expired', charge: 'charged' },
    bill: { cost: { amount: COST, source: 'reported' } },
  })
  expect(bfl.paidRequests).toHaveLength(1)
})

test.for([
  ['two days ahead', 2],
  ['two days back', -2],
] as const)('J10 resumed with the clock %s: the job goes on, and is paid once', async ([, days], { world, bfl }) => {
  bfl.willMake({ ...plan, isHeld: true })
  await world.launch({ baseUrl: bfl.baseUrl })
  const draft = askingForOne()
  await world.start(draft)
  await expect.poll(() => bfl.questions.length).toBeGreaterThan(0)
  await world.kill()

  await world.launch({ baseUrl: bfl.baseUrl, hasJobs: true, clockOffsetMs: days * 24 * 60 * 60_000 })
  bfl.jobs[0]?.continue()
  const { bill } = await world.becomes(draft.id, 'done')
  expect(bill.cost).toEqual({ amount: COST, source: 'reported' })
  expect(bfl.paidRequests).toHaveLength(1)
})

test('C16 moderated while it is made: told why, as possibly billed', async ({ world, bfl }) => {
  bfl.willMake({ ends: { status: 'Content Moderated', details: { 'Moderation Reasons': ['Derivative Works'] } } })
  await world.launch({ baseUrl: bfl.baseUrl })
  const draft = askingForOne()
  await world.start(draft)
  expect(await world.becomes(draft.id, 'failed')).toMatchObject({
    failure: { code: 'prompt-refused', stage: 'output', categories: ['Derivative Works'], charge: 'unknown' },
  })
})

test('J08 two jobs at once, killed and resumed: two images, each with its sum, each paid once', async ({
  world,
  bfl,
}) => {
  const other = soundPng({ width: 32, height: 32, seed: 6 })
  bfl.willMake({ ...plan, isHeld: true })
  bfl.willMake({ image: other, cost: 1, isHeld: true })
  await world.launch({ baseUrl: bfl.baseUrl })
  const drafts = [askingForOne(), askingForOne()]
  for (const draft of drafts) {
    await world.start(draft)
    await expect.poll(() => bfl.jobs.length).toBe(drafts.indexOf(draft) + 1)
  }
  await expect.poll(() => bfl.jobs.every(({ questions }) => questions > 0)).toBe(true)
  await world.kill()

  await world.launch({ baseUrl: bfl.baseUrl, hasJobs: true })
  for (const job of bfl.jobs) job.continue()
  const costs = await Promise.all(drafts.map(async ({ id }) => (await world.becomes(id, 'done')).bill.cost?.amount))
  expect(costs).toEqual([COST, 10_000])
  expect(bfl.paidRequests).toHaveLength(2)
  expect(await world.budget()).toMatchObject({ today: { known: COST + 10_000, possible: 0 }, reserved: 0 })
})

test('J09 resumed on a machine without the key: told as possibly billed, with nothing sent', async ({ world, bfl }) => {
  bfl.willMake({ ...plan, isHeld: true })
  await world.launch({ baseUrl: bfl.baseUrl })
  const draft = askingForOne()
  await world.start(draft)
  await expect.poll(() => bfl.questions.length).toBeGreaterThan(0)
  await world.kill()
  const asked = bfl.requests.length

  await world.launch({ baseUrl: bfl.baseUrl, key: '', hasJobs: true })
  expect(await world.becomes(draft.id, 'failed')).toMatchObject({ failure: { charge: 'unknown' } })
  expect(bfl.requests).toHaveLength(asked)
})
