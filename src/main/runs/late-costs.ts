/**
 * Asks services that report the cost of a job only afterwards, and replaces the estimate with their figure. Runs in the
 * background, also right after a start, with a limited number of requests; nothing waits for it.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Bill } from '@shared/answer'
import type { MicroUsd } from '@shared/money'
import type { RunState } from '@shared/run'
import type { Bills, LateCost } from '../services/adapter'
import type { ActiveRun } from './active-run'
import { awaitsCost, MOST_COST_QUESTIONS } from './awaits-cost'
import type { Retention } from './retention'
import type { RunServiceParts } from './run-service-parts'
import type { RunTable } from './run-table'
import type { Settlement } from './settlement'

/** Bills are usually reported within seconds, sometimes after hours. The last wait repeats. */
const WAITS_MS = [2_000, 15_000, 60_000, 5 * 60_000, 30 * 60_000, 2 * 60 * 60_000]

export interface LateCostParts extends Pick<RunServiceParts, 'findAdapter' | 'report'> {
  readonly table: RunTable
  readonly settlement: Settlement
  readonly retention: Retention
  /** How long to wait before each request, in milliseconds. */
  readonly waits?: readonly number[]
}

export class LateCosts {
  readonly #parts: LateCostParts
  readonly #followed = new Set<ActiveRun>()
  readonly #controller = new AbortController()

  constructor(parts: LateCostParts) {
    this.#parts = parts
  }

  /**
   * Starts asking for a run's cost if it's still unknown. Call it when a run has ended, and for runs of earlier
   * sessions.
   */
  follow(active: ActiveRun): void {
    if (!awaitsCost(active) || this.#followed.has(active)) return
    this.#followed.add(active)
    this.#ask(active)
      .catch((error: unknown) => {
        if (!this.#controller.signal.aborted) this.#parts.report('a cost could not be asked for', error)
      })
      .finally(() => this.#followed.delete(active))
  }

  stop(): void {
    this.#controller.abort(new Error('quitting'))
  }

  /** Rejects with the signal's reason when Easel quits; the next start continues. */
  async #ask(active: ActiveRun): Promise<void> {
    const { signal } = this.#controller
    const { table, waits = WAITS_MS, retention } = this.#parts
    for (let turn = 0; awaitsCost(active); turn += 1) {
      // Don't wait if the service has no bills to read: then the record can be deleted at once.
      if (await this.#openBills(active)) {
        await sleep(waits[Math.min(turn, waits.length - 1)], undefined, { signal, ref: false })
      }
      const found = await this.#read(active, signal)
      // The run was deleted meanwhile.
      if (table.find(active.run.id) !== active) return
      active.costAsked = found === 'never' ? MOST_COST_QUESTIONS : active.costAsked + 1
      if (typeof found === 'object') await this.#replace(active, found.amount)
      else await table.note(active)
    }
    await retention.forgetIfDone(active)
  }

  async #openBills({ run }: ActiveRun): Promise<Bills | undefined> {
    return (await this.#parts.findAdapter(run.request.model))?.openBills?.()
  }

  /** Opens the bills each time, because the key may have been changed or withheld since. */
  async #read(active: ActiveRun, signal: AbortSignal): Promise<LateCost> {
    const bills = await this.#openBills(active)
    if (!bills || !active.handle) return 'never'
    return bills.readCost(active.handle, active.run.createdAt, signal)
  }

  async #replace(active: ActiveRun, amount: MicroUsd): Promise<void> {
    const { state } = active.run
    if (state.status !== 'done') return
    await this.#parts.table.change(active, withReportedCost(state, amount), { durable: true })
    await this.#parts.settlement.record(active)
  }
}

function withReportedCost(state: Extract<RunState, { status: 'done' }>, amount: MicroUsd): RunState {
  const { bill, shortfall } = state
  const estimate = bill.cost?.amount
  const reported: Bill = {
    ...bill,
    cost: { amount, source: 'reported', ...(estimate !== undefined && { formerEstimate: estimate }) },
  }
  return { ...state, bill: reported, ...(shortfall && { shortfall: { ...shortfall, charge: 'charged' } }) }
}
