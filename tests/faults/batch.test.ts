/** M. A batch: killed at any step, no cell is paid for twice, and resuming makes the remaining ones. */
import { writeFile } from 'node:fs/promises'
import fc from 'fast-check'
import { expect } from 'vitest'
import { countCells, type BatchProgress } from '@shared/batch/batch'
import type { BatchDraft } from '@shared/batch/batch'
import type { RunId } from '@shared/ids'
import type { Run } from '@shared/run'
import { Gone } from './core-process'
import { byEffort } from './effort'
import { test } from './fixtures'
import { aBatch, aDraft, anImage, killsAfter, killsBefore, type World } from './world'

const CELLS = 6

function answersAll(world: World): void {
  for (let seed = 1; seed <= CELLS; seed += 1) world.openai.next.image({ ...anImage(seed), previews: [] })
}

/** How often each cell was sent. */
function countSent(world: World, { cells }: BatchDraft): readonly number[] {
  const sent = world.openai.paidRequests.map(({ body }) => body.toString())
  return cells.map(({ text }) => sent.filter((body) => body.includes(text)).length)
}

function ignoreGone(error: unknown): void {
  if (!(error instanceof Gone)) throw error
}

async function resume(world: World, { id }: BatchDraft): Promise<void> {
  await world.life.ask({ ask: 'change-batch', change: { id, wish: 'resume' } })
}

const isPausedBy = (kind: string) => (progress: BatchProgress) =>
  progress.state.status === 'paused' && progress.state.reason.kind === kind

test.for([
  ['before', 'rename', 'batches/', 1],
  ['before', 'rename', 'batches/', 2],
  ['after', 'rename', 'batches/', 2],
  ['before', 'rename', 'batches/', 3],
  ['after', 'rename', 'batches/', 3],
  ['before', 'rename', 'runs/', 1],
  ['after', 'rename', 'runs/', 1],
  ['before', 'rename', 'runs/', 5],
  ['after', 'rename', 'runs/', 9],
  ['after', 'rename', 'batches/', 6],
  ['before', 'appendFile', 'ledger.log', 1],
  ['after', 'write', 'spool/', 2],
] as const)(
  'M01 killed %s %s of %s number %i, no cell of a batch is paid for twice, and Resume makes the rest',
  async ([when, call, path, nth], { world }) => {
    answersAll(world)
    const draft = aBatch(CELLS)
    const failpoint = (when === 'before' ? killsBefore : killsAfter)(call, path, nth)
    await world.launch({ failpoints: [failpoint] })
    await world.startBatch(draft).catch(ignoreGone)
    await world.died()

    await world.launch()
    // Nothing continues without the user.
    const sent = world.openai.paidRequests.length
    if (!(await world.readBatch(draft.id))) {
      // It never started. The page still has the dialog, and starts it again with the same id.
      await world.startBatch(draft)
    } else await resume(world, draft)
    await world.batchIsOver(draft.id)
    await world.rest()
    expect(sent).toBeLessThanOrEqual(world.openai.paidRequests.length)
    const counts = countSent(world, draft)
    expect(Math.max(...counts)).toBe(1)
    // Each was either made, or interrupted by the kill and reports what it may have cost.
    const { cells } = (await world.readBatch(draft.id))!.progress
    expect(cells.map(({ end }) => end?.status)).toEqual(
      cells.map(({ end }) => (end?.status === 'failed' && end.charge === 'unknown' ? 'failed' : 'done')),
    )
    expect(cells.filter(({ end }) => end?.status === 'failed').length).toBeLessThanOrEqual(4)
  },
)

test('M02 after a restart a batch waits for Resume, and a run that had ended is not made again', async ({ world }) => {
  world.openai.next.image({ ...anImage(1), previews: [] })
  const draft = aBatch(3)
  const stalled = world.openai.next.stallsBeforeHeaders()
  await world.launch()
  await world.startBatch(draft)
  await stalled.stalled
  await world.batchBecomes(draft.id, ({ cells }) => cells.some(({ end }) => end?.status === 'done'))
  await world.restart()
  const { progress } = (await world.readBatch(draft.id))!
  expect(progress.cells.filter(({ end }) => end?.status === 'done').length).toBeGreaterThan(0)
  await resume(world, draft)
  await world.batchIsOver(draft.id)
  expect(Math.max(...countSent(world, draft))).toBe(1)
})

test('M02 a cell whose end could not be written down, and whose run is forgotten, is not made again', async ({
  world,
}) => {
  world.openai.next.image({ ...anImage(1), previews: [] })
  const draft = aBatch(1)
  // The plan, the start, the mark before the run; then its end.
  await world.launch({ failpoints: [{ call: 'rename', path: 'batches/', nth: 4, does: { fails: 'EIO' } }] })
  await world.startBatch(draft)
  await world.batchIsOver(draft.id)
  await world.rest()
  await world.restart()
  expect((await world.readBatch(draft.id))?.progress.cells).toMatchObject([{ end: { status: 'done' } }])
  await resume(world, draft)
  await world.rest()
  expect(countSent(world, draft)).toEqual([1])
})

test('M02 a cell whose run record was damaged may have been paid for, so it is not made again by itself', async ({
  world,
}) => {
  const stalled = world.openai.next.stallsBeforeHeaders()
  const draft = aBatch(1)
  await world.launch()
  const { progress } = await world.startBatch(draft)
  await stalled.stalled
  await world.kill()
  const { runId } = progress.cells[0]!
  await writeFile(world.profile.path('runs', `${runId}.json`), '{')
  await world.launch()
  expect((await world.readBatch(draft.id))?.progress.cells).toMatchObject([
    { end: { status: 'failed', code: 'run-lost', charge: 'unknown' } },
  ])
  await resume(world, draft)
  expect(countSent(world, draft)).toEqual([1])
  // The world counts what may have been billed by the rows, but this one's row is lost.
  world.forgetEverything()
})

test('M03 a cap stops a batch before the cell that would exceed it, and it goes on once the cap is raised', async ({
  world,
}) => {
  answersAll(world)
  const draft = aBatch(CELLS)
  // Each costs at most 14,070, including its prompt.
  const cost = await priceOne(world)
  await world.restart({ limits: { dailyCap: Math.round(2.5 * cost), monthlyCap: null, askAbove: null } })
  const before = world.openai.paidRequests.length
  await world.startBatch(draft)
  await world.batchBecomes(draft.id, isPausedBy('stopped'))
  await world.rest()
  expect(world.openai.paidRequests.length - before).toBeGreaterThan(0)
  expect(world.openai.paidRequests.length - before).toBeLessThan(CELLS)

  await world.restart()
  await resume(world, draft)
  await world.batchIsOver(draft.id)
  expect(countSent(world, draft)).toEqual(draft.cells.map(() => 1))
  expect(countCells(world.batches.get(draft.id)!)).toMatchObject({ done: CELLS, failed: 0, open: 0 })
})

/** Measures the cost of one cell by making one. */
async function priceOne(world: World): Promise<number> {
  world.openai.next.image({ ...anImage(9), previews: [] })
  await world.launch()
  const one = aBatch(1)
  await world.startBatch(one)
  await world.batchIsOver(one.id)
  await world.rest()
  return (await world.budget()).today.known
}

test('M04 a service that asks to wait is asked again after a countdown, and no new cell is begun meanwhile', async ({
  world,
}) => {
  const draft = aBatch(CELLS)
  const stalled = Array.from({ length: 3 }, () => world.openai.next.stallsBeforeHeaders())
  world.openai.next.fails({ status: 429, code: 'rate_limit_exceeded', headers: { 'retry-after': '2' } })
  await world.launch({ automaticRetries: 1 })
  const { progress } = await world.startBatch(draft)
  const ids = progress.cells.map(({ runId }) => runId)
  await Promise.all(stalled.map((answer) => answer.stalled))
  const isCountingDown = (id: RunId) => world.rows().some((run) => run.id === id && hasCountdown(run))
  await world.until(() => ids.some(isCountingDown))
  // The world can't tell that the announced retry belongs to this prompt.
  const again = draft.cells[ids.findIndex(isCountingDown)]!
  world.asked.add(aDraft({}, again.text))
  // The end of one frees a slot, but the service has asked to wait.
  const other = world.rows().find((run) => ids.includes(run.id) && !hasCountdown(run))!
  await world.stop(other.id)
  expect(world.openai.paidRequests).toHaveLength(4)
  await world.until(() => !ids.some(isCountingDown))
  await world.until(() => countCells(world.batches.get(draft.id)!).done === 3)
  await world.life.ask({ ask: 'change-batch', change: { id: draft.id, wish: 'stop' } })
})

test('M04 a key that is refused pauses a batch after what was in progress, and Resume makes everything', async ({
  world,
}) => {
  const draft = aBatch(CELLS)
  await world.launch({ key: 'sk-refused-0123456789abcdef' })
  await world.startBatch(draft)
  await world.batchBecomes(draft.id, isPausedBy('stopped'))
  await world.rest()
  const refused = world.openai.paidRequests.length
  expect(refused).toBeLessThanOrEqual(4)

  answersAll(world)
  // The world expects each prompt once, but the refused ones are requested again.
  for (const { text } of draft.cells) world.asked.add(aDraft({}, text))
  await world.restart()
  await resume(world, draft)
  await world.batchIsOver(draft.id)
  await world.rest()
  expect(world.openai.paidRequests.length - refused).toBe(CELLS)
})

function hasCountdown({ state }: Run): boolean {
  return state.status === 'failed' && state.failure.again !== undefined
}

test('M05 any history of pausing, resuming, killing and retrying sends each cell as often as it was asked for', async ({
  world,
}) => {
  const steps = fc.array(fc.constantFrom('pause', 'resume', 'kill', 'wait'), { minLength: 3, maxLength: 7 })
  await fc.assert(
    fc.asyncProperty(steps, async (history) => {
      const inner = await world.another()
      try {
        const draft = aBatch(CELLS)
        await inner.launch()
        await inner.startBatch(draft)
        for (const step of history) {
          if (step === 'kill') await inner.restart()
          else if (step === 'wait') await inner.list()
          else await inner.life.ask({ ask: 'change-batch', change: { id: draft.id, wish: step } })
        }
        await resume(inner, draft)
        await inner.batchIsOver(draft.id)
        await inner.rest()
        expect(Math.max(...countSent(inner, draft))).toBe(1)
        expect(await inner.violations()).toEqual([])
      } finally {
        await inner.end()
      }
    }),
    { numRuns: byEffort({ quick: 2, thorough: 5, all: 20 }) },
  )
})
