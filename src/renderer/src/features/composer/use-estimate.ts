import { useTranslation } from '@/i18n/use-translation'
import type { Model } from '@shared/catalogue'
import type { ImageOptions } from '@shared/image-options'
import { estimateImageCost, estimateParts, type Estimate } from '@shared/pricing'
import { useFormat } from '@/i18n/use-format'

/** "≈ $0.019", "Free" or "Price not known": the one text for what sending would cost. */
export function useEstimateText(model: Model, options: ImageOptions, promptLength: number, inputs: number): string {
  const { t } = useTranslation()
  const format = useFormat()
  const estimate = estimateModel(model, options, promptLength, inputs)
  const amount = format.estimate(estimate)
  if (amount === undefined) return t('money.unknown')
  return estimate.kind === 'free' ? amount : `≈ ${amount}`
}

/** What the images add to the price; undefined where there are none, or it isn't known. */
export function useAddedText(
  model: Model | undefined,
  options: ImageOptions,
  promptLength: number,
  inputs: number,
): string | undefined {
  const format = useFormat()
  if (model?.kind !== 'image') return undefined
  const added = estimateParts(model, options, promptLength, inputs)?.inputs
  return added && format.estimate({ kind: 'range', low: Math.round(added.low), high: Math.round(added.high) })
}

function estimateModel(model: Model, options: ImageOptions, promptLength: number, inputs: number): Estimate {
  if (model.kind === 'image') return estimateImageCost(model, options, promptLength, inputs)
  return model.prices === 'free' ? { kind: 'free' } : { kind: 'unknown' }
}
