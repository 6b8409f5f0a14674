/**
 * Spending, possible spending, and the user's caps. Pure: main enforces the caps with these functions, and the page
 * displays them.
 */
import type { CapName, LimitFacts, Limits } from './limits'
import type { MicroUsd, Estimate } from './pricing'
import { getHighest, findUnconfirmed, type EstimateSum } from './request-cost'
import type { Period, Spending, Totals } from './spending'

export type { CapName, LimitFacts, Limits } from './limits'

export interface BudgetView {
  readonly day: Period
  readonly month: Period
  readonly today: Totals
  readonly thisMonth: Totals
  /** The highest estimates of the requests in progress. */
  readonly reserved: MicroUsd
  readonly limits: Limits
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

/** What counts toward a cap. An unknown cost counts at its highest, so that it can't turn out too expensive later. */
export function sumCounted({ known, possible }: Totals): MicroUsd {
  return known + possible
}

/**
 * Returns which cap blocks this request, or undefined. Free requests are never blocked. Requests with an unknown price
 * are allowed until a cap is reached, because no cap could guarantee that they fit.
 */
export function findExceededCap(view: BudgetView, estimate: Estimate, confirmed = 0): LimitFacts | undefined {
  if (estimate.kind === 'free') return undefined
  const cost = getHighest(estimate)
  for (const { name, amount, counted } of listCaps(view)) {
    const left = Math.max(0, amount - counted - view.reserved)
    if (cost === undefined ? left > 0 : cost <= left) continue
    return { limit: name, amount, left, ...(cost !== undefined && { cost }) }
  }
  return findUnconfirmed(view.limits, estimate, confirmed)
}

/** The same for several requests that are sent together: their sum has to fit. */
export function findExceededCapTogether(
  view: BudgetView,
  { estimate, unpriced }: EstimateSum,
  confirmed = 0,
): LimitFacts | undefined {
  const limit = findExceededCap(view, estimate, confirmed)
  if (limit || unpriced === 0) return limit
  return findExceededCap({ ...view, reserved: view.reserved + (getHighest(estimate) ?? 0) }, { kind: 'unknown' })
}

export interface Cap {
  readonly name: CapName
  readonly amount: MicroUsd
  /** Spent and possibly spent, without requests in progress. */
  readonly counted: MicroUsd
}

/** The caps that are set, daily before monthly. */
export function listCaps({ limits, today, thisMonth }: BudgetView): readonly Cap[] {
  const caps = [
    { name: 'daily', amount: limits.dailyCap, counted: sumCounted(today) },
    { name: 'monthly', amount: limits.monthlyCap, counted: sumCounted(thisMonth) },
  ] as const
  return caps.flatMap(({ amount, ...cap }) => (amount === null ? [] : [{ ...cap, amount }]))
}

/** The page warns from this share of a cap on. */
const NEAR_SHARE = 0.8

export interface CapWarning extends Cap {
  readonly level: 'near' | 'reached'
}

/** The cap to warn about: a reached one before a near one, then the one that is used more. */
export function findWarning(view: BudgetView): CapWarning | undefined {
  const warnings = listCaps(view)
    .filter(({ amount, counted }) => counted >= amount * NEAR_SHARE)
    .map((cap): CapWarning => ({ ...cap, level: cap.counted >= cap.amount ? 'reached' : 'near' }))
  return warnings.sort((one, other) => getShare(other) - getShare(one))[0]
}

function getShare({ amount, counted }: Cap): number {
  return amount === 0 ? Number.POSITIVE_INFINITY : counted / amount
}
