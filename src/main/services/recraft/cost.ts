/** Reads the cost that Recraft reports for an answer. Pure. */
import type { MicroUsd } from '@shared/money'
import { isRecord } from '../json'

/** In micro-dollars. A thousand API units are a dollar. */
const PER_UNIT = 1_000
/** A thousand dollars. More than any answer costs, so a larger number can't be API units. */
const MOST_UNITS = 1_000_000

/** Reads `credits`, in API units. Undefined if it isn't a valid number. */
export function readCost(answer: unknown): MicroUsd | undefined {
  const units = isRecord(answer) ? answer['credits'] : undefined
  if (typeof units !== 'number' || !Number.isFinite(units) || units < 0 || units > MOST_UNITS) return undefined
  const exact = Number((units * PER_UNIT).toPrecision(12))
  // Never 0 for a positive amount.
  return units > 0 ? Math.max(1, Math.round(exact)) : 0
}
