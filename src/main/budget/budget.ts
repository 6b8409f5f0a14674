/**
 * Holds the user's limits: what was spent, what may have been, and what calls on their way may come to must never
 * exceed a cap. Before a call may leave, its highest estimate is reserved here, in one step that nothing can come
 * between; when the run is settled, what it really cost takes the reservation's place.
 *
 * What has no known cost counts as docs/decisions/0008 says.
 */
import type { BudgetView, Limits } from '@shared/budget'
import { refusalOf, totalsOf } from '@shared/budget'
import { isWithin } from '@shared/calendar'
import { FailureError } from '@shared/failure'
import type { RunId } from '@shared/ids'
import type { MicroUsd } from '@shared/pricing'
import { estimateRequest, highestOf } from '@shared/request-cost'
import type { RunDraft } from '@shared/run'
import type { Period, Spending } from '@shared/spending'
import type { Ledger } from './ledger'

export interface BudgetParts {
  readonly ledger: Pick<Ledger, 'record' | 'within'>
  readonly limits: () => Limits
  readonly now: () => number
  /** The day and the month that a moment belongs to, by the user's calendar. */
  readonly calendar: { readonly dayAt: (at: number) => Period; readonly monthAt: (at: number) => Period }
  readonly onChanged: (view: BudgetView) => void
  readonly report: (what: string, error: unknown) => void
}

export class Budget {
  readonly #parts: BudgetParts
  readonly #reserved = new Map<RunId, MicroUsd>()
  /** Settled, and not in the ledger yet: being written, or refused by the disk. They count all the same. */
  readonly #unwritten = new Map<RunId, Spending>()
  readonly #writes = new Map<RunId, Promise<void>>()
  #told: string | undefined

  constructor(parts: BudgetParts) {
    this.#parts = parts
  }

  get view(): BudgetView {
    const { ledger, limits, now, calendar } = this.#parts
    const day = calendar.dayAt(now())
    const month = calendar.monthAt(now())
    const unwritten = [...this.#unwritten.values()].filter(({ at }) => isWithin(month, at))
    const written = ledger.within(month).filter(({ runId }) => !this.#unwritten.has(runId))
    const spendings = [...written, ...unwritten]
    const { dailyCap, monthlyCap, askAbove } = limits()
    return {
      day,
      month,
      today: totalsOf(spendings.filter(({ at }) => isWithin(day, at))),
      thisMonth: totalsOf(spendings),
      reserved: [...this.#reserved.values()].reduce((sum, amount) => sum + amount, 0),
      limits: { dailyCap, monthlyCap, askAbove },
    }
  }

  /**
   * Sets aside what this request can cost, or throws a failure of the kind `over-budget`: it must not be sent then.
   * Synchronous, so that two calls cannot both take the last of a cap. A second time for one run changes nothing.
   */
  reserve({ id, request, confirmedCost }: Pick<RunDraft, 'id' | 'request' | 'confirmedCost'>): void {
    if (this.#reserved.has(id)) return
    const estimate = estimateRequest(request)
    const limit = refusalOf(this.view, estimate, confirmedCost)
    if (limit) {
      const code = limit.limit === 'request' ? 'amount-unconfirmed' : 'cap-reached'
      throw new FailureError({ code, charge: 'none', at: this.#parts.now(), limit })
    }
    this.#reserved.set(id, highestOf(estimate) ?? 0)
    this.tell()
  }

  /** To be called when a call is over, whatever came of it. Harmless where nothing is reserved. */
  release(id: RunId): void {
    if (this.#reserved.delete(id)) this.tell()
  }

  /**
   * Enters how a run ended, in the place of its reservation. Counts from this call on; durable when it resolves. Where
   * the disk refuses, it goes on counting, and `writeAgain` or the next start enters it.
   */
  async record(entry: Spending): Promise<void> {
    this.#unwritten.set(entry.runId, entry)
    this.#reserved.delete(entry.runId)
    this.tell()
    await this.#write(entry)
  }

  /** Whether nothing of this run is still to be entered; waits for a write that is going on. */
  async isEntered(id: RunId): Promise<boolean> {
    await this.#writes.get(id)
    return !this.#unwritten.has(id)
  }

  /** Tries once more what the disk has refused. To be called now and then. */
  async writeAgain(): Promise<void> {
    const waiting = [...this.#unwritten.values()].filter(({ runId }) => !this.#writes.has(runId))
    await Promise.all(waiting.map((entry) => this.#write(entry)))
  }

  /** Says the present state, if it is another than the one said last: a day may have begun, a limit been changed. */
  tell(): void {
    const { view } = this
    const told = JSON.stringify(view)
    if (told === this.#told) return
    this.#told = told
    this.#parts.onChanged(view)
  }

  async #write(entry: Spending): Promise<void> {
    const { ledger, report } = this.#parts
    const write = ledger.record(entry).then(
      () => {
        // A later entry of the same run is still being written then.
        if (this.#unwritten.get(entry.runId) === entry) this.#unwritten.delete(entry.runId)
      },
      (error: unknown) => report('the ledger could not be written', error),
    )
    this.#writes.set(entry.runId, write)
    await write
    if (this.#writes.get(entry.runId) === write) this.#writes.delete(entry.runId)
  }
}
