/**
 * Enforces the user's caps: the sum of what is spent, possibly spent and reserved for requests in progress must never
 * exceed a cap. `reserve` sets aside a request's highest estimate before it's sent; `record` replaces it with the real
 * cost when the answer is settled.
 *
 * How unknown costs count: docs/decisions/0008.
 */
import type { BudgetView, LimitFacts, Limits, ProjectBudget, ProjectCaps, ProjectLimits } from '@shared/budget'
import { findExceededCap, findExceededCapTogether, sumTotals } from '@shared/budget'
import { isWithin } from '@shared/calendar'
import type { ModelFinder } from '@shared/catalogue/find-listed'
import { FailureError } from '@shared/failure'
import type { ChatId, RunId } from '@shared/ids'
import type { MicroUsd } from '@shared/pricing'
import { estimateForCaps, getHighest, sumEstimates } from '@shared/request-cost'
import type { RunDraft } from '@shared/run'
import type { Period, Spending } from '@shared/spending'
import type { Ledger } from './ledger'

export interface BudgetParts {
  readonly ledger: Pick<Ledger, 'record' | 'within'>
  readonly limits: () => Limits & { readonly projectCaps?: ProjectCaps }
  readonly findModel?: ModelFinder
  readonly now: () => number
  /** Returns the day and the month of a moment, in the user's calendar. */
  readonly calendar: { readonly dayAt: (at: number) => Period; readonly monthAt: (at: number) => Period }
  readonly onChanged: (view: BudgetView) => void
  readonly report: (what: string, error: unknown) => void
}

type PricedDraft = Pick<RunDraft, 'id' | 'request' | 'confirmedCost'> & {
  readonly place?: Pick<RunDraft['place'], 'projectId'>
}

/** The amount set aside for a run. */
interface Held {
  readonly amount: MicroUsd
  readonly projectId: ChatId | undefined
}

const NO_CAPS: ProjectLimits = { dailyCap: null, monthlyCap: null }

export class Budget {
  readonly #parts: BudgetParts
  /** The highest cost of runs that are accepted but not sent yet. `#reserved` has that of calls in progress. */
  readonly #accepted = new Map<RunId, Held>()
  readonly #reserved = new Map<RunId, Held>()
  /**
   * Settled entries that aren't in the ledger yet, because they're being written or the disk refused them. They count,
   * too.
   */
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
    const { dailyCap, monthlyCap, askAbove, projectCaps = {} } = limits()
    const held = [...this.#accepted.values(), ...this.#reserved.values()]
    const projects = listProjects({ day, spendings, held, projectCaps })
    return {
      day,
      month,
      today: sumTotals(spendings.filter(({ at }) => isWithin(day, at))),
      thisMonth: sumTotals(spendings),
      reserved: sum(held),
      limits: { dailyCap, monthlyCap, askAbove },
      ...(projects.length > 0 && { projects }),
    }
  }

  /**
   * Sets aside the cost of runs that will be sent when their turn comes. All or none, since their sum has to fit.
   * Throws an `over-budget` failure for what is certain to be refused, so that it isn't even recorded. Waiting runs
   * count like those in progress: otherwise several could be accepted for the last of a cap. The amount is set aside
   * until `reserve`, `record` or `release`. Synchronous.
   */
  accept(drafts: readonly PricedDraft[]): void {
    this.#checkSum(drafts)
    try {
      for (const draft of drafts) this.#accepted.set(draft.id, this.#check(draft))
    } catch (error) {
      for (const { id } of drafts) this.#accepted.delete(id)
      throw error
    }
    this.tell()
  }

  /**
   * Reserves the highest cost of this request. Throws an `over-budget` failure if the request must not be sent.
   * Synchronous, so that two requests can't both take the last of a cap. Reserving again for the same run changes
   * nothing.
   */
  reserve(draft: PricedDraft): void {
    const { id } = draft
    if (this.#reserved.has(id)) return
    const accepted = this.#accepted.get(id)
    this.#accepted.delete(id)
    try {
      this.#reserved.set(id, this.#check(draft))
    } finally {
      if (accepted?.amount !== this.#reserved.get(id)?.amount) this.tell()
    }
  }

  /**
   * Reserves the cost of an earlier session's call that continues at its service. It was accepted then, so no cap
   * applies.
   */
  hold({ id, request, place }: PricedDraft): void {
    const amount = getHighest(estimateForCaps(request, this.#parts.findModel)) ?? 0
    this.#reserved.set(id, { amount, projectId: place?.projectId })
    this.tell()
  }

  /** Returns the highest cost of a run. Throws if it exceeds what the limits leave. */
  #check({ request, confirmedCost, place }: PricedDraft): Held {
    const estimate = estimateForCaps(request, this.#parts.findModel)
    this.#refuse(findExceededCap(this.view, estimate, confirmedCost, place?.projectId))
    return { amount: getHighest(estimate) ?? 0, projectId: place?.projectId }
  }

  /** Throws if the runs' total may exceed what the limits leave or what the user has confirmed. */
  #checkSum(drafts: readonly PricedDraft[]): void {
    const sum = sumEstimates(drafts.map(({ request }) => estimateForCaps(request, this.#parts.findModel)))
    const confirmed = drafts.reduce((total, { confirmedCost = 0 }) => total + confirmedCost, 0)
    // They all answer one question, which is in one chat.
    this.#refuse(findExceededCapTogether(this.view, sum, confirmed, drafts[0]?.place?.projectId))
  }

  #refuse(limit: LimitFacts | undefined): void {
    if (!limit) return
    const code = limit.limit === 'request' ? 'amount-unconfirmed' : 'cap-reached'
    throw new FailureError({ code, charge: 'none', at: this.#parts.now(), limit })
  }

  /** Drops the reservation of a finished call. A no-op if nothing is reserved. */
  release(id: RunId): void {
    const wasAccepted = this.#accepted.delete(id)
    if (this.#reserved.delete(id) || wasAccepted) this.tell()
  }

  /**
   * Records how a run ended, replacing its reservation. It counts immediately and is durable once this resolves. If the
   * disk refuses, it still counts, and `writeAgain` or the next start writes it.
   */
  async record(entry: Spending): Promise<void> {
    this.#unwritten.set(entry.runId, entry)
    this.#accepted.delete(entry.runId)
    this.#reserved.delete(entry.runId)
    this.tell()
    await this.#write(entry)
  }

  /** Whether nothing is left to write for this run. Waits for a write in progress. */
  async isEntered(id: RunId): Promise<boolean> {
    await this.#writes.get(id)
    return !this.#unwritten.has(id)
  }

  /** Retries entries that the disk refused. Call it from time to time. */
  async writeAgain(): Promise<void> {
    const waiting = [...this.#unwritten.values()].filter(({ runId }) => !this.#writes.has(runId))
    await Promise.all(waiting.map((entry) => this.#write(entry)))
  }

  /**
   * Announces the current state if it has changed since last time. A new day may have started, or a cap was changed.
   */
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
        // Keep it if a later entry of the same run is waiting.
        if (this.#unwritten.get(entry.runId) === entry) this.#unwritten.delete(entry.runId)
      },
      (error: unknown) => report('the ledger could not be written', error),
    )
    this.#writes.set(entry.runId, write)
    await write
    if (this.#writes.get(entry.runId) === write) this.#writes.delete(entry.runId)
  }
}

function sum(held: readonly Held[]): MicroUsd {
  return held.reduce((total, { amount }) => total + amount, 0)
}

interface ProjectParts {
  readonly day: Period
  /** Of this month. */
  readonly spendings: readonly Spending[]
  readonly held: readonly Held[]
  readonly projectCaps: ProjectCaps
}

/**
 * Lists the projects that have their own caps or spending. They may include deleted ones, which the page doesn't look
 * up.
 */
function listProjects({ day, spendings, held, projectCaps }: ProjectParts): readonly ProjectBudget[] {
  const used = [...spendings, ...held].flatMap(({ projectId }) => projectId ?? [])
  const ids = new Set([...(Object.keys(projectCaps) as ChatId[]), ...used])
  return [...ids].map((id) => {
    const own = spendings.filter(({ projectId }) => projectId === id)
    return {
      id,
      today: sumTotals(own.filter(({ at }) => isWithin(day, at))),
      thisMonth: sumTotals(own),
      reserved: sum(held.filter(({ projectId }) => projectId === id)),
      limits: projectCaps[id] ?? NO_CAPS,
    }
  })
}
