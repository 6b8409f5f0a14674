/**
 * Caps hold whatever happens to the core that enforces them: parallel runs, kills at every step of settling, and random
 * histories of both. What was sent is read at the stand-in, not from the core's reports.
 */
import fc from 'fast-check'
import { describe, expect } from 'vitest'
import type { RunId } from '@shared/ids'
import { byEffort } from './effort'
import { test } from './fixtures'
import { aDraft, anImage, killsAfter, killsBefore, type World } from './world'

/** The cost of one request in these tests: 439 tokens and two previews of 100 at 30, and 13 text tokens at 5. */
const COST = 19_235
const limitedTo = (requests: number) => ({ dailyCap: null, monthlyCap: requests * COST, askAbove: null })

test('of many runs started at once, only as many are sent as fit the cap', async ({ world }) => {
  await world.launch({ limits: limitedTo(3.5) })
  const ids = Array.from({ length: 12 }, () => world.ask())
  const states = await Promise.all(ids.map((id) => world.ends(id)))

  expect(world.openai.paidRequests).toHaveLength(3)
  const refused = states.filter(({ status }) => status === 'failed')
  expect(refused).toHaveLength(9)
  // Refused up front: nothing is recorded, so the prompts never left the message box.
  expect(world.refusals.size).toBe(9)
  expect(refused[0]).toMatchObject({ failure: { code: 'cap-reached', charge: 'none', limit: { limit: 'monthly' } } })
  expect(await world.budget()).toMatchObject({ reserved: 0, thisMonth: { known: 3 * COST, possible: 0 } })
})

test('more images than the service takes at a time wait unsent; killed then, they were not sent and cost nothing', async ({
  world,
}) => {
  const answers = Array.from({ length: 4 }, () => world.openai.next.stallsBeforeHeaders())
  await world.launch({ limits: limitedTo(6.5) })
  for (let count = 0; count < 7; count += 1) world.ask()
  await Promise.all(answers.map(({ stalled }) => stalled))
  const waitingRuns = () => world.rows().filter(({ state }) => state.status === 'queued' && state.waits)
  await world.until(() => waitingRuns().length === 2 && world.refusals.size > 0)
  const waiting = waitingRuns().map(({ id }) => id)
  // Queued runs count: the seventh was refused, although only four have been sent.
  expect(world.refusals.size).toBe(1)
  expect(await world.budget()).toMatchObject({ reserved: 6 * COST })
  expect(world.openai.paidRequests).toHaveLength(4)

  await world.restart({ limits: limitedTo(6.5) })
  for (const id of waiting) {
    expect(world.row(id).state).toMatchObject({ status: 'failed', failure: { code: 'not-sent', charge: 'none' } })
  }
  expect(await world.budget()).toMatchObject({ reserved: 0, thisMonth: { known: 0, possible: 4 * COST } })
  expect(world.openai.paidRequests).toHaveLength(4)
})

test('a stopped answer makes room for the next that waits', async ({ world }) => {
  const answers = Array.from({ length: 4 }, () => world.openai.next.stallsBeforeHeaders())
  await world.launch()
  const ids = Array.from({ length: 4 }, () => world.ask())
  await Promise.all(answers.map(({ stalled }) => stalled))
  const next = world.ask()
  await world.says(next, (state) => state.status === 'queued' && state.waits === true)
  await world.stop(ids[1]!)
  expect(await world.ends(next)).toMatchObject({ status: 'done' })
  expect(world.openai.paidRequests).toHaveLength(5)
  await Promise.all(ids.map((id) => world.stop(id)))
})

test('a request sent before a kill counts at its highest afterwards, and leaves no room for more', async ({
  world,
}) => {
  const answer = world.openai.next.stallsBeforeHeaders()
  await world.launch({ limits: limitedTo(1.5) })
  world.ask()
  await answer.stalled
  expect(await world.budget()).toMatchObject({ reserved: COST })
  await world.kill()

  await world.launch({ limits: limitedTo(1.5) })
  expect(await world.budget()).toMatchObject({ reserved: 0, thisMonth: { known: 0, possible: COST, guessed: 1 } })
  expect(await world.ends(world.ask())).toMatchObject({ status: 'failed', failure: { code: 'cap-reached' } })
  expect(world.openai.paidRequests).toHaveLength(1)
})

describe('a run killed while it is settled counts once, at its exact cost', () => {
  test.for([
    ['before the ledger knows', killsBefore('appendFile', 'ledger.log')],
    ['once the ledger knows', killsAfter('appendFile', 'ledger.log')],
    ['before the record is removed', killsBefore('rm', 'runs/')],
    ['once the record is removed', killsAfter('rm', 'runs/')],
  ] as const)('%s', async ([, failpoint], { world }) => {
    world.openai.next.image(anImage())
    await world.launch({ limits: limitedTo(10), failpoints: [failpoint] })
    world.ask()
    await world.died()

    await world.launch({ limits: limitedTo(10) })
    await world.rest()
    const { thisMonth, reserved } = await world.budget()
    expect({ ...thisMonth, reserved }).toEqual({ known: COST, possible: 0, guessed: 0, unpriced: 0, reserved: 0 })
  })

  test('a failure that may have been billed counts once, too', async ({ world }) => {
    world.openai.next.resetsConnection()
    await world.launch({ limits: limitedTo(10), failpoints: [killsBefore('appendFile', 'ledger.log')] })
    world.ask()
    await world.died()

    await world.launch({ limits: limitedTo(10) })
    await world.rest()
    expect((await world.budget()).thisMonth).toEqual({ known: 0, possible: COST, guessed: 1, unpriced: 0 })
  })
})

test('no history of parallel runs and kills sends more than fits', { timeout: 300_000 }, async ({ world }) => {
  const burst = fc.record({
    endings: fc.array(fc.constantFrom(...ENDINGS), { minLength: 1, maxLength: 4 }),
    isKilled: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(burst, { minLength: 1, maxLength: 3 }), async (bursts) => {
      const inner = await world.another()
      try {
        await inner.launch({ limits: limitedTo(CAP) })
        for (const each of bursts) await play(inner, each)
        await inner.restart({ limits: limitedTo(CAP) })
        // A blocked request costs nothing. Everything else may have been billed.
        const billed = inner.openai.answers.filter(({ request, status }) => request.method === 'POST' && status !== 400)
        const { thisMonth, reserved } = await inner.budget()
        const counted = thisMonth.known + thisMonth.possible
        expect(reserved).toBe(0)
        expect(counted).toBeLessThanOrEqual(CAP * COST)
        // A kill after "sent" was written to disk and before the first byte adds a possible cost without a request at
        // the service.
        expect(counted).toBeGreaterThanOrEqual(billed.length * COST)
      } finally {
        await inner.end()
      }
    }),
    { numRuns: byEffort({ quick: 5, thorough: 12, all: 50 }), seed: 20_261_122, endOnFailure: true },
  )
})

const CAP = 4
const ENDINGS = ['good', 'resets', 'is refused', 'stalls'] as const

interface Burst {
  readonly endings: readonly (typeof ENDINGS)[number][]
  readonly isKilled: boolean
}

/** Starts one run per ending, all at once. Those that stall are in progress when the session ends. */
async function play(world: World, { endings, isKilled }: Burst): Promise<void> {
  world.openai.next.nothingMore()
  await world.restart({ limits: limitedTo(CAP) })
  const answers = endings.map((ending) => script(world, ending))
  const ids: RunId[] = endings.map(() => {
    const draft = aDraft()
    void world.start(draft).catch(() => undefined)
    return draft.id
  })
  if (isKilled) await Promise.race([...answers.map(({ stalled }) => stalled), ...ids.map((id) => world.ends(id))])
  else {
    // Stops runs whose answer stalls. Their cost stays unknown.
    const stops = answers.map(({ stalled }) => stalled.then(() => Promise.all(ids.map((id) => world.stop(id)))))
    void Promise.allSettled(stops)
    await Promise.all(ids.map((id) => world.ends(id)))
  }
}

function script({ openai: { next } }: World, ending: (typeof ENDINGS)[number]) {
  switch (ending) {
    case 'good':
      return next.image(anImage())
    case 'resets':
      return next.resetsConnection()
    case 'is refused':
      return next.fails({ status: 400, code: 'moderation_blocked', message: 'No.' })
    case 'stalls':
      return next.stallsBeforeHeaders(anImage())
  }
}
