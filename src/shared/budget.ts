/**
 * What was spent, what may have been, and the limits that the user has set. Pure: main holds the limits by these
 * functions, and the page draws by them.
 */
import type { MicroUsd, Estimate } from './pricing'
import { highestOf, unconfirmedOf } from './request-cost'
import type { Period, Spending, Totals } from './spending'

/** Null: none is set. */
export interface Limits {
  readonly dailyCap: MicroUsd | null
  readonly monthlyCap: MicroUsd | null
  /** Requests that can cost more than this are sent only when the user has agreed to the amount. */
  readonly askAbove: MicroUsd | null
}

export interface BudgetView {
  readonly day: Period
  readonly month: Period
  readonly today: Totals
  readonly thisMonth: Totals
  /** The highest estimates of the calls that are on their way. */
  readonly reserved: MicroUsd
  readonly limits: Limits
}

export type CapName = 'daily' | 'monthly'

/** Which limit stopped a request before it was sent. */
export interface LimitFacts {
  readonly limit: CapName | 'request'
  readonly amount: MicroUsd
  /** Of the cap, before this request; never below 0. Absent for a single request. */
  readonly left?: MicroUsd
  /** The highest estimate of this request; absent where its price is not known. */
  readonly cost?: MicroUsd
}

export const NO_TOTALS: Totals = { known: 0, possible: 0, guessed: 0, unpriced: 0 }

/** Failed and refused calls that cost nothing count nowhere. */
export function totalsOf(spendings: Iterable<Spending>): Totals {
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

/** What counts towards a cap: nobody may find out afterwards that a doubt was expensive. */
export function countedOf({ known, possible }: Totals): MicroUsd {
  return known + possible
}

/**
 * Why this request must not be sent, or undefined. Something free never is held back. Something whose price nobody knows
 * is let through until a cap is reached: it could not be promised to fit under any.
 */
export function refusalOf(view: BudgetView, estimate: Estimate, confirmed = 0): LimitFacts | undefined {
  if (estimate.kind === 'free') return undefined
  const cost = highestOf(estimate)
  for (const { name, amount, counted } of capsOf(view)) {
    const left = Math.max(0, amount - counted - view.reserved)
    if (cost === undefined ? left > 0 : cost <= left) continue
    return { limit: name, amount, left, ...(cost !== undefined && { cost }) }
  }
  return unconfirmedOf(view.limits, estimate, confirmed)
}

export interface Cap {
  readonly name: CapName
  readonly amount: MicroUsd
  /** Spent or possibly spent; what is on its way not included. */
  readonly counted: MicroUsd
}

/** Those that are set, the shorter period first. */
export function capsOf({ limits, today, thisMonth }: BudgetView): readonly Cap[] {
  const caps = [
    { name: 'daily', amount: limits.dailyCap, counted: countedOf(today) },
    { name: 'monthly', amount: limits.monthlyCap, counted: countedOf(thisMonth) },
  ] as const
  return caps.flatMap(({ amount, ...cap }) => (amount === null ? [] : [{ ...cap, amount }]))
}

/** From here on the user is told, quietly. */
const NEAR_SHARE = 0.8

export interface CapWarning extends Cap {
  readonly level: 'near' | 'reached'
}

/** The cap to warn of: one that is reached before one that is near, and among equals the one that is used up further. */
export function warningOf(view: BudgetView): CapWarning | undefined {
  const warnings = capsOf(view)
    .filter(({ amount, counted }) => counted >= amount * NEAR_SHARE)
    .map((cap): CapWarning => ({ ...cap, level: cap.counted >= cap.amount ? 'reached' : 'near' }))
  return warnings.sort((one, other) => shareOf(other) - shareOf(one))[0]
}

function shareOf({ amount, counted }: Cap): number {
  return amount === 0 ? Number.POSITIVE_INFINITY : counted / amount
}
