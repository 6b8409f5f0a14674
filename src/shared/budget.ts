/**
 * Spending, possible spending, and the user's caps. Pure: main enforces the caps with these functions, and the page
 * displays them.
 */
import type { ChatId } from './ids'
import type { CapName, LimitFacts, Limits, ProjectLimits } from './limits'
import type { MicroUsd, Estimate } from './pricing'
import { getHighest, findUnconfirmed, type EstimateSum } from './request-cost'
import type { Period, Spending, Totals } from './spending'

export type { CapName, LimitFacts, Limits, ProjectCaps, ProjectLimits } from './limits'

export interface BudgetView {
  readonly day: Period
  readonly month: Period
  readonly today: Totals
  readonly thisMonth: Totals
  /** The highest estimates of the requests in progress. */
  readonly reserved: MicroUsd
  readonly limits: Limits
  /** Projects with their own cap or with spending this month. Absent: none. */
  readonly projects?: readonly ProjectBudget[]
}

/** Requests made in one project's chats. Excludes what a chat cost before it joined the project. */
export interface ProjectBudget {
  readonly id: ChatId
  readonly today: Totals
  readonly thisMonth: Totals
  readonly reserved: MicroUsd
  readonly limits: ProjectLimits
}

export const NO_TOTALS: Totals = { known: 0, possible: 0, guessed: 0, unpriced: 0 }

/** Adds up entries. Failed and blocked calls that cost nothing don't count. */
export function sumTotals(spendings: Iterable<Spending>): Totals {
  let { known, possible, guessed, unpriced } = NO_TOTALS
  for (const { charge, cost, atMost } of spendings) {
    if (cost !== undefined) known += cost
    else if (charge !== 'none' && atMost !== undefined) {
      possible += atMost
      guessed += 1
    } else if (charge !== 'none') unpriced += 1
  }
  return { known, possible, guessed, unpriced }
}

/** What counts toward a cap. An unknown cost counts at its highest estimate, so it can't turn out higher later. */
export function sumCounted({ known, possible }: Totals): MicroUsd {
  return known + possible
}

/**
 * Returns which cap blocks this request, or undefined. Free requests are never blocked. Requests with an unknown price
 * are allowed until a cap is reached, because no cap could guarantee that they fit. `project`: the project of the
 * requesting chat, whose own caps apply too.
 */
export function findExceededCap(
  view: BudgetView,
  estimate: Estimate,
  confirmed = 0,
  project?: ChatId,
): LimitFacts | undefined {
  if (estimate.kind === 'free') return undefined
  const cost = getHighest(estimate)
  for (const { name, amount, counted, reserved, projectId } of listCaps(view, project)) {
    const left = Math.max(0, amount - counted - reserved)
    if (cost === undefined ? left > 0 : cost <= left) continue
    return { limit: name, amount, ...(projectId && { projectId }), left, ...(cost !== undefined && { cost }) }
  }
  return findUnconfirmed(view.limits, estimate, confirmed)
}

/** The same for several requests sent together: their sum must fit. */
export function findExceededCapTogether(
  view: BudgetView,
  { estimate, unpriced }: EstimateSum,
  confirmed = 0,
  project?: ChatId,
): LimitFacts | undefined {
  const limit = findExceededCap(view, estimate, confirmed, project)
  if (limit || unpriced === 0) return limit
  const priced = getHighest(estimate) ?? 0
  const reserve = <Part extends { readonly reserved: MicroUsd }>(part: Part): Part => ({
    ...part,
    reserved: part.reserved + priced,
  })
  const after = { ...reserve(view), ...(view.projects && { projects: view.projects.map(reserve) }) }
  return findExceededCap(after, { kind: 'unknown' }, 0, project)
}

export interface Cap {
  readonly name: CapName
  readonly amount: MicroUsd
  /** Spent and possibly spent, without requests in progress. */
  readonly counted: MicroUsd
  readonly possible: MicroUsd
  /** Of requests in progress. */
  readonly reserved: MicroUsd
  /** Absent: a cap on all spending. */
  readonly projectId?: ChatId
}

/** Lists the caps that are set: daily before monthly, and overall caps before this project's. */
export function listCaps(view: BudgetView, project?: ChatId): readonly Cap[] {
  const own = project && view.projects?.find(({ id }) => id === project)
  return [...listOwnCaps(view), ...(own ? listOwnCaps(own).map((cap) => ({ ...cap, projectId: own.id })) : [])]
}

function listOwnCaps({ limits, today, thisMonth, reserved }: Omit<ProjectBudget, 'id'>): readonly Cap[] {
  const caps = [
    ['daily', limits.dailyCap, today],
    ['monthly', limits.monthlyCap, thisMonth],
  ] as const
  return caps.flatMap(([name, amount, totals]) =>
    amount === null ? [] : [{ name, amount, counted: sumCounted(totals), possible: totals.possible, reserved }],
  )
}

/** The share of a cap at which the page starts to warn. */
const NEAR_SHARE = 0.8

export interface CapWarning extends Cap {
  readonly level: 'near' | 'reached'
}

/** Returns the cap to warn about: reached caps first, then the one used most. `project`: the open one. */
export function findWarning(view: BudgetView, project?: ChatId): CapWarning | undefined {
  const warnings = listCaps(view, project)
    .filter(({ amount, counted }) => counted >= amount * NEAR_SHARE)
    .map((cap): CapWarning => ({ ...cap, level: cap.counted >= cap.amount ? 'reached' : 'near' }))
  return warnings.sort((one, other) => getShare(other) - getShare(one))[0]
}

function getShare({ amount, counted }: Cap): number {
  return amount === 0 ? Number.POSITIVE_INFINITY : counted / amount
}
