/** Sums for the eye. Pure. */
import { sumCounted, totalsOf } from '@shared/budget'
import type { ModelId } from '@shared/catalogue'
import type { Estimate } from '@shared/pricing'
import type { Spending, Totals } from '@shared/spending'

export interface ModelTotals {
  readonly model: ModelId
  readonly totals: Totals
}

/** The dearest first; models that cost nothing are left out. */
export function byModel(spendings: readonly Spending[]): readonly ModelTotals[] {
  const groups = new Map<ModelId, Spending[]>()
  for (const spending of spendings) groups.set(spending.model, [...(groups.get(spending.model) ?? []), spending])
  return [...groups]
    .map(([model, group]) => ({ model, totals: totalsOf(group) }))
    .filter(({ totals }) => !isNothing(totals))
    .sort((one, other) => sumCounted(other.totals) - sumCounted(one.totals))
}

export function isNothing({ known, possible, unpriced }: Totals): boolean {
  return known + possible + unpriced === 0
}

/** From what is known to what it may be. Without any figure, where there should be one, nobody knows. */
export function amountOf({ known, possible, unpriced }: Totals): Estimate {
  if (known + possible === 0 && unpriced > 0) return { kind: 'unknown' }
  return { kind: 'range', low: known, high: known + possible }
}
