/** The sum that OpenRouter names for an answer. Pure. */
import type { MicroUsd } from '@shared/money'
import { isRecord } from '../json'

/** `usage.cost`, in US dollars: rounded half up, never 0 for something positive. */
export function readCost(usage: unknown): MicroUsd | undefined {
  const cost = isRecord(usage) ? usage['cost'] : undefined
  if (typeof cost !== 'number' || !Number.isFinite(cost) || cost < 0) return undefined
  // Without the noise of binary fractions, half a micro-dollar may come out as a little less.
  const exact = Number((cost * 1e6).toPrecision(12))
  const rounded = Math.floor(exact + 0.5)
  return rounded === 0 && cost > 0 ? 1 : rounded
}
