import type { Model } from '@shared/catalogue'
import type { InputImage } from '@shared/request'
import { useTranslation } from '@/i18n/use-translation'
import { estimateImageCost, estimateParts, type Estimate } from '@shared/pricing'
import { sumEstimates } from '@shared/request-cost'
import { useFormat } from '@/i18n/use-format'
import type { Ask } from './several'

/**
 * Returns "≈ $0.019", "up to $0.041", "Free" or "Price unknown": the total cost of sending to all models. Models
 * without a known price come on top.
 */
export function useSumText(asks: readonly Ask[], promptLength: number, inputs: number): string {
  const { t } = useTranslation()
  const format = useFormat()
  const { estimate, unpriced } = sumEstimates(asks.map((ask) => estimateAsk(ask, promptLength, inputs)))
  const amount = format.about(estimate)
  if (amount === undefined) return t('money.unknown')
  return unpriced > 0 ? t('money.plusUnknown', { amount, count: unpriced }) : amount
}

/**
 * Returns what the images add to the price; undefined if there are none or it's unknown. `estimateText`: the cost of a
 * message to a text model with these images.
 */
export function useAddedText(
  ask: Ask | undefined,
  promptLength: number,
  inputs: readonly InputImage[],
  estimateText: (model: Model, inputs: readonly InputImage[]) => Estimate,
): string | undefined {
  const format = useFormat()
  if (!ask || inputs.length === 0) return undefined
  const added =
    ask.model.kind === 'image'
      ? estimateParts(ask.model, ask.options, promptLength, inputs.length)?.inputs
      : subtract(estimateText(ask.model, inputs), estimateText(ask.model, []))
  return added && format.estimate({ kind: 'range', low: Math.round(added.low), high: Math.round(added.high) })
}

function subtract(whole: Estimate, part: Estimate): { readonly low: number; readonly high: number } | undefined {
  if (whole.kind !== 'range' || part.kind !== 'range') return undefined
  return { low: whole.low - part.low, high: whole.high - part.high }
}

export function estimateAsk({ model, options, estimate }: Ask, promptLength: number, inputs: number): Estimate {
  if (model.kind === 'image') return estimateImageCost(model, options, promptLength, inputs)
  return model.prices === 'free' ? { kind: 'free' } : (estimate ?? { kind: 'unknown' })
}
