/**
 * Random histories of parallel requests, outcomes, crashes and midnights. Estimates never exceed a cap, and the sums
 * match the ledger. The model contains only what a user could add up by hand.
 */
import fc from 'fast-check'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sumTotals } from '@shared/budget'
import { createId, type RunId } from '@shared/ids'
import { DEFAULT_IMAGE_OPTIONS, type ImageQuality } from '@shared/image-options'
import { estimateRequest, getHighest } from '@shared/request-cost'
import { createParts, type ImageRequest } from '@shared/request'
import type { Spending } from '@shared/spending'
import { Budget } from './budget'
import { Ledger } from './ledger'

const DAY_MS = 86_400_000
const CAP = 150_000
const MONTHLY_CAP = 400_000

test('no history of requests, outcomes and crashes exceeds a cap, and every sum is that of the ledger', async () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true })
  const steps = fc.commands(
    [
      fc.constantFrom<ImageQuality>('low', 'medium', 'high', 'xhigh').map((quality) => new Ask(quality)),
      fc.constantFrom<ImageQuality>('low', 'medium', 'high').map((quality) => new Ask(quality)),
      fc.record({ which: share, part: share }).map(({ which, part }) => new End(which, 'costs', part)),
      share.map((which) => new End(which, 'is unknown', 1)),
      share.map((which) => new End(which, 'costs nothing', 0)),
      share.map((which) => new ComeLate(which)),
      fc.boolean().map((isEntered) => new Crash(isEntered)),
      fc.constant(new Midnight()),
    ],
    { maxCommands: 40 },
  )
  await fc.assert(
    fc.asyncProperty(steps, async (history) => {
      const folder = await mkdtemp(join(tmpdir(), 'easel-caps-'))
      try {
        await fc.asyncModelRun(async () => ({ model: { runs: new Map() }, real: await Life.begin(folder) }), history)
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    }),
    { numRuns: 300, seed: 20_261_122 },
  )
}, 120_000)

interface KnownRun {
  readonly request: ImageRequest
  readonly highest: number
  readonly state: 'going' | 'unknown' | 'settled'
  readonly at: number
  readonly counts: number
}

/** What an attentive user would write down. */
interface Model {
  readonly runs: Map<RunId, KnownRun>
}

/** One profile over several sessions. */
class Life {
  now = Date.parse('2026-11-22T12:00:00Z')
  ledger!: Ledger
  budget!: Budget

  private constructor(readonly folder: string) {}

  static async begin(folder: string): Promise<Life> {
    const life = new Life(folder)
    await life.open()
    return life
  }

  async open(): Promise<void> {
    this.ledger = await Ledger.open(join(this.folder, 'ledger.log'))
    this.budget = new Budget({
      ledger: this.ledger,
      limits: () => ({ dailyCap: CAP, monthlyCap: MONTHLY_CAP, askAbove: null }),
      now: () => this.now,
      calendar: { dayAt: (at) => getDay(at), monthAt: () => ({ from: 0, to: Number.MAX_SAFE_INTEGER }) },
      onChanged: () => undefined,
      report: (_what, error) => expect.fail(String(error)),
    })
  }
}

type Step = fc.AsyncCommand<Model, Life>

/** Requests an image. The model decides whether the cap has room for it. */
class Ask implements Step {
  constructor(readonly quality: ImageQuality) {}

  check = () => true

  async run({ runs }: Model, life: Life): Promise<void> {
    const request = aRequest(this.quality)
    const highest = getHighest(estimateRequest(request)) ?? 0
    const day = getDay(life.now)
    const hasRoom =
      counted(runs, ({ at, state }) => state === 'going' || at >= day.from) + highest <= CAP &&
      counted(runs) + highest <= MONTHLY_CAP
    const id = createId<RunId>()
    let isTaken = true
    try {
      life.budget.reserve({ id, request })
    } catch {
      isTaken = false
    }
    expect(isTaken).toBe(hasRoom)
    if (isTaken) runs.set(id, { request, highest, state: 'going', at: life.now, counts: highest })
    agree(runs, life)
  }

  toString = () => `ask for ${this.quality}`
}

/** Ends one of the running requests, without awaiting its entry. */
class End implements Step {
  constructor(
    readonly which: number,
    readonly outcome: 'costs' | 'is unknown' | 'costs nothing',
    readonly part: number,
  ) {}

  check = ({ runs }: Readonly<Model>) => going(runs).length > 0

  async run({ runs }: Model, life: Life): Promise<void> {
    const id = pick(going(runs), this.which)
    const run = runs.get(id)!
    const cost = Math.round(run.highest * this.part)
    const isUnknown = this.outcome === 'is unknown'
    runs.set(id, {
      ...run,
      state: isUnknown ? 'unknown' : 'settled',
      at: life.now,
      counts: isUnknown ? run.highest : cost,
    })
    const written = life.budget.record(createEntry(id, runs.get(id)!))
    agree(runs, life)
    await written
    life.budget.release(id)
    agree(runs, life)
  }

  toString = () => `end: ${this.outcome} ${this.part}`
}

/** An answer arrives after it was written off, and reports its cost. */
class ComeLate implements Step {
  constructor(readonly which: number) {}

  check = ({ runs }: Readonly<Model>) => unknown(runs).length > 0

  async run({ runs }: Model, life: Life): Promise<void> {
    const id = pick(unknown(runs), this.which)
    // It counts on the day it arrived, when no room could have been reserved for it.
    if (runs.get(id)!.at < getDay(life.now).from) return
    runs.set(id, { ...runs.get(id)!, state: 'settled', at: life.now, counts: 1 })
    await life.budget.record(createEntry(id, runs.get(id)!))
    agree(runs, life)
  }

  toString = () => 'come late'
}

/** Loses everything in memory. Sent requests may have been billed; the next start enters their records. */
class Crash implements Step {
  /** Whether the run that ended last was already in the ledger, or only in its record. */
  constructor(readonly isEntered: boolean) {}

  check = () => true

  async run({ runs }: Model, life: Life): Promise<void> {
    const last = going(runs).at(-1)
    if (last && !this.isEntered) runs.set(last, { ...runs.get(last)!, state: 'settled', at: life.now, counts: 2 })
    for (const id of going(runs)) runs.set(id, { ...runs.get(id)!, state: 'unknown', at: life.now })
    await life.open()
    // As in `RunService.settleAll`, with every existing record.
    await Promise.all([...runs].map(([id, run]) => life.budget.record(createEntry(id, run))))
    agree(runs, life)
  }

  toString = () => 'crash'
}

class Midnight implements Step {
  check = () => true

  async run({ runs }: Model, life: Life): Promise<void> {
    life.now = getDay(life.now).to
    agree(runs, life)
  }

  toString = () => 'midnight'
}

/** Checks that the page's view matches the model and the ledger. */
function agree(runs: Model['runs'], { budget, ledger, now }: Life): void {
  const { today, thisMonth, reserved } = budget.view
  const day = getDay(now)
  const settled = [...runs.values()].filter(({ state }) => state !== 'going')
  const sum = (state: KnownRun['state'], from: number): number =>
    settled.filter((run) => run.state === state && run.at >= from).reduce((total, { counts }) => total + counts, 0)
  expect([today.known, today.possible]).toEqual([sum('settled', day.from), sum('unknown', day.from)])
  expect([thisMonth.known, thisMonth.possible]).toEqual([sum('settled', 0), sum('unknown', 0)])
  expect(reserved).toBe(counted(runs, ({ state }) => state === 'going'))
  expect(today.known + today.possible + reserved).toBeLessThanOrEqual(CAP)
  expect(thisMonth.known + thisMonth.possible + reserved).toBeLessThanOrEqual(MONTHLY_CAP)
  expect(sumTotals(ledger.entries())).toEqual(thisMonth)
}

function counted(runs: Model['runs'], isMeant: (run: KnownRun) => boolean = () => true): number {
  return [...runs.values()].filter(isMeant).reduce((total, { counts }) => total + counts, 0)
}

function going(runs: Model['runs']): RunId[] {
  return [...runs].filter(([, { state }]) => state === 'going').map(([id]) => id)
}

function unknown(runs: Model['runs']): RunId[] {
  return [...runs].filter(([, { state }]) => state === 'unknown').map(([id]) => id)
}

function pick(ids: readonly RunId[], share: number): RunId {
  return ids[Math.min(ids.length - 1, Math.floor(share * ids.length))]!
}

function createEntry(runId: RunId, { request: { model }, state, at, counts }: KnownRun): Spending {
  const charge = state === 'unknown' ? 'unknown' : counts > 0 ? 'charged' : 'none'
  const amount = state === 'unknown' ? { atMost: counts } : { cost: counts }
  return { runId, at, model, kind: 'image', outcome: state === 'unknown' ? 'failed' : 'done', charge, ...amount }
}

function aRequest(quality: ImageQuality): ImageRequest {
  const options = { ...DEFAULT_IMAGE_OPTIONS, quality }
  return { kind: 'image', model: 'openai:gpt-image-2.5-flare', parts: createParts('a lighthouse'), options }
}

function getDay(at: number): { from: number; to: number } {
  return { from: at - (at % DAY_MS), to: at - (at % DAY_MS) + DAY_MS }
}
