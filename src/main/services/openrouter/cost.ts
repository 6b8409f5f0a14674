/** Reads the cost that OpenRouter reports for an answer. Pure. */
import type { MicroUsd } from '@shared/money'
import { isRecord } from '../json'

/** Converts `usage.cost` from US dollars, rounded half up, never 0 for a positive cost. */
export function readCost(usage: unknown): MicroUsd | undefined {
  const cost = isRecord(usage) ? usage['cost'] : undefined
  if (typeof cost !== 'number' || !Number.isFinite(cost) || cost < 0) return undefined
  // Removes binary rounding errors, which could turn half a micro-dollar into slightly less.
  const exact = Number((cost * 1e6).toPrecision(12))
  const rounded = Math.floor(exact + 0.5)
  return rounded === 0 && cost > 0 ? 1 : rounded
}
