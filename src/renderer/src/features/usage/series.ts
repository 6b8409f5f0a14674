/** Which models get their own shade in the chart, and which share one. */
import type { ModelId } from '@shared/catalogue'
import type { MicroUsd } from '@shared/pricing'
import type { ModelSpend, StepSpend } from './spend'

/** `--chart-1` to `--chart-4` in the tokens. The last is for all other models together. */
export type Shade = 1 | 2 | 3 | 4

/** More grays can't be told apart. */
const OWN_SHADES: readonly Shade[] = [1, 2, 3]
const SHARED_SHADE: Shade = 4

/**
 * Assigns shades: the most expensive models get their own. A selected model gets the first, and all others share the
 * last. Models without costs get none.
 */
export function assignShades(models: readonly ModelSpend[], chosen?: ModelId): ReadonlyMap<ModelId, Shade> {
  const findShade = (model: ModelId, index: number): Shade => {
    if (chosen !== undefined) return model === chosen ? 1 : SHARED_SHADE
    return OWN_SHADES[index] ?? SHARED_SHADE
  }
  return new Map(models.filter(({ known }) => known > 0).map(({ model }, index) => [model, findShade(model, index)]))
}

export const SHADES: readonly Shade[] = [...OWN_SHADES, SHARED_SHADE]

/** Returns what a step spent on the models of a shade. */
export function getAmount({ byModel }: StepSpend, shade: Shade, shades: ReadonlyMap<ModelId, Shade>): MicroUsd {
  let amount = 0
  for (const [model, cost] of byModel) if (shades.get(model) === shade) amount += cost
  return amount
}
