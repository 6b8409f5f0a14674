import type { MicroUsd } from '@shared/pricing'
import type { Period } from '@shared/spending'

/** Before that a single busy evening would speak for the whole month. */
const LEAST_DAYS = 3

/**
 * What this month will have cost if it goes on as it began: spent so far, divided by the share of the month that has
 * passed. Undefined in the first three days, which say too little. It knows nothing of weekends, nor of months before.
 */
export function projectMonth(spent: MicroUsd, month: Period, now: number): MicroUsd | undefined {
  const passed = new Date(month.from)
  passed.setDate(passed.getDate() + LEAST_DAYS)
  if (now < passed.getTime()) return undefined
  return Math.round((spent * (month.to - month.from)) / (Math.min(now, month.to) - month.from))
}
