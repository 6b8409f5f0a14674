/** Which models get a shade of their own in the chart, and which share one. */
import type { ModelId } from '@shared/catalogue'
import type { MicroUsd } from '@shared/pricing'
import type { ModelSpend, StepSpend } from './spend'

/** As `--chart-1` to `--chart-4` in the tokens; the last is for all the others together. */
export type Shade = 1 | 2 | 3 | 4

/** More grays than these cannot be told apart. */
const OWN_SHADES: readonly Shade[] = [1, 2, 3]
const SHARED_SHADE: Shade = 4

/**
 * The costliest models have their own. A chosen one has the first, and all others recede into the last. What cost nothing
 * has none.
 */
export function shadesOf(models: readonly ModelSpend[], chosen?: ModelId): ReadonlyMap<ModelId, Shade> {
  const shadeOf = (model: ModelId, index: number): Shade => {
    if (chosen !== undefined) return model === chosen ? 1 : SHARED_SHADE
    return OWN_SHADES[index] ?? SHARED_SHADE
  }
  return new Map(models.filter(({ known }) => known > 0).map(({ model }, index) => [model, shadeOf(model, index)]))
}

export const SHADES: readonly Shade[] = [...OWN_SHADES, SHARED_SHADE]

/** What a step has of each shade. */
export function amountOf({ byModel }: StepSpend, shade: Shade, shades: ReadonlyMap<ModelId, Shade>): MicroUsd {
  let amount = 0
  for (const [model, cost] of byModel) if (shades.get(model) === shade) amount += cost
  return amount
}
