/** Totals for display. Pure. */
import { sumCounted, sumTotals } from '@shared/budget'
import type { ModelId } from '@shared/catalogue'
import type { MicroUsd } from '@shared/pricing'
import type { Spending, Totals } from '@shared/spending'

export interface ModelTotals {
  readonly model: ModelId
  readonly totals: Totals
}

/** Returns each model's total, most expensive first. Skips models that cost nothing. */
export function byModel(spendings: readonly Spending[]): readonly ModelTotals[] {
  const groups = new Map<ModelId, Spending[]>()
  for (const spending of spendings) groups.set(spending.model, [...(groups.get(spending.model) ?? []), spending])
  return [...groups]
    .map(([model, group]) => ({ model, totals: sumTotals(group) }))
    .filter(({ totals }) => !isNothing(totals))
    .sort((one, other) => sumCounted(other.totals) - sumCounted(one.totals))
}

export function isNothing({ known, possible, unpriced }: Totals): boolean {
  return known + possible + unpriced === 0
}

/** Returns the confirmed amount. Undefined if something was spent but no amount is known. */
export function getConfirmed({ known, possible, unpriced }: Totals): MicroUsd | undefined {
  return known + possible === 0 && unpriced > 0 ? undefined : known
}
