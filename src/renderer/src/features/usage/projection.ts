import type { MicroUsd } from '@shared/pricing'
import type { Period } from '@shared/spending'

/** Before that, one busy evening would decide the whole month. */
const LEAST_DAYS = 3

/**
 * Projects what this month costs if it continues as it started: spent so far, divided by the share of the month that
 * has passed. Undefined in the first three days, which are too early to tell. Ignores weekends and earlier months.
 */
export function projectMonth(spent: MicroUsd, month: Period, now: number): MicroUsd | undefined {
  const passed = new Date(month.from)
  passed.setDate(passed.getDate() + LEAST_DAYS)
  if (now < passed.getTime()) return undefined
  return Math.round((spent * (month.to - month.from)) / (Math.min(now, month.to) - month.from))
}
