/** The cost of a job is reported after its image has arrived: in the same session, or only at the next start. */
import { expect } from 'vitest'
import { aBill, FalStandIn } from '../../e2e/stand-ins/fal'
import { OPENAI_KEY } from '../../e2e/stand-ins/openai'
import type { RunDraft } from '@shared/run'
import { test as base } from './fixtures'
import { Journal } from '../../src/main/files/journal'
import { aDraft, type LaunchOptions, type World } from './world'

const test = base.extend<{ fal: FalStandIn; options: LaunchOptions }>({
  // oxlint-disable-next-line no-empty-pattern -- vitest reads from the pattern what a fixture needs
  fal: async ({}, use) => {
    const fal = await FalStandIn.start()
    // The world has only one key.
    fal.key = OPENAI_KEY
    fal.isAdmin = true
    await use(fal)
    await fal.stop()
  },
  options: async ({ fal }, use) => use({ baseUrl: fal.baseUrl, listUrl: fal.apiUrl }),
})

/** The price of an image by FLUX 3 Klein at 1K in the price list, in micro-dollars. */
const ESTIMATE = 9_000
const REPORTED = 8_100

function askingForOne(): RunDraft {
  const draft = aDraft()
  if (draft.request.kind !== 'image') throw new Error('it asks for an image')
  const shape = { previews: 0, quality: 'auto', aspectRatio: '1:1', resolution: '1K' } as const
  const model = 'fal:blackforestlabs/flux-3-klein/text-to-image'
  return { ...draft, request: { ...draft.request, model, options: { ...draft.request.options, ...shape } } }
}

/** Reads every line of the ledger's file, including replaced ones. */
async function readLines(world: World): Promise<readonly unknown[]> {
  const journal = await Journal.open(world.profile.path('ledger.log'), (value) => value)
  return (await journal.read()).entries
}

/** Main sends no event when it forgets a run. */
async function forgetsAll(world: World): Promise<void> {
  await expect.poll(() => world.list()).toEqual([])
}

test('the cost that the service reports afterwards replaces the estimate, and the ledger keeps both', async ({
  world,
  fal,
  options,
}) => {
  await world.launch(options)
  const draft = askingForOne()
  await world.start(draft)
  const { bill } = await world.becomes(draft.id, 'done')
  expect(bill.cost).toEqual({ amount: ESTIMATE, source: 'estimated' })
  await expect.poll(() => fal.billQuestions.length).toBeGreaterThan(1)
  fal.bills.push(aBill(fal.jobs[0], REPORTED / 1e6))
  const later = await world.becomes(draft.id, 'done', ({ bill: { cost } }) => cost?.source === 'reported')
  expect(later.bill.cost).toEqual({ amount: REPORTED, source: 'reported', formerEstimate: ESTIMATE })
  // It's known now: nothing is requested anymore, and main forgets the run once the ledger has its cost.
  await forgetsAll(world)
  expect(await world.budget()).toMatchObject({ today: { known: REPORTED, possible: 0 } })
  const entry = { runId: draft.id, charge: 'charged' }
  expect(await readLines(world)).toMatchObject([
    { ...entry, cost: ESTIMATE, costSource: 'estimated' },
    { ...entry, cost: REPORTED, costSource: 'reported', costEstimate: ESTIMATE },
  ])
  expect(fal.paidRequests).toHaveLength(1)
})

test('killed before the cost was reported: the next start asks, and pays for nothing', async ({
  world,
  fal,
  options,
}) => {
  // A request in progress is lost with the session.
  const held = fal.nextBill.add(async (exchange, answer) => void (await answer.stall(exchange)))
  await world.launch(options)
  const draft = askingForOne()
  await world.start(draft)
  await world.becomes(draft.id, 'done')
  await held.stalled
  await world.kill()

  fal.bills.push(aBill(fal.jobs[0], REPORTED / 1e6))
  await world.launch(options)
  await world.becomes(draft.id, 'done', ({ bill: { cost } }) => cost?.formerEstimate === ESTIMATE)
  expect(await world.budget()).toMatchObject({ today: { known: REPORTED, possible: 0 } })
  await forgetsAll(world)
  expect(fal.paidRequests).toHaveLength(1)
})

test('with a key that may not read bills the estimate stays, after one question for all runs', async ({
  world,
  fal,
  options,
}) => {
  fal.isAdmin = false
  await world.launch(options)
  for (const draft of [askingForOne(), askingForOne()]) {
    await world.start(draft)
    await world.becomes(draft.id, 'done')
    await forgetsAll(world)
    expect(world.row(draft.id).state).toMatchObject({ bill: { cost: { amount: ESTIMATE, source: 'estimated' } } })
  }
  expect(fal.billQuestions).toHaveLength(1)
})

test('questions about a cost that is never reported come to an end', async ({ world, fal, options }) => {
  await world.launch(options)
  const draft = askingForOne()
  await world.start(draft)
  await world.becomes(draft.id, 'done')
  await forgetsAll(world)
  expect(fal.billQuestions).toHaveLength(12)
  expect(await world.budget()).toMatchObject({ today: { known: ESTIMATE } })
})
