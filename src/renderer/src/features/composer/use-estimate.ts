import { useTranslation } from '@/i18n/use-translation'
import type { Model } from '@shared/catalogue'
import type { ImageOptions } from '@shared/image-options'
import { estimateImageCost, type Estimate } from '@shared/pricing'
import { useFormat } from '@/i18n/use-format'

/** "≈ $0.019", "Free" or "Price not known": the one text for what sending would cost. */
export function useEstimateText(model: Model, options: ImageOptions, promptLength: number): string {
  const { t } = useTranslation()
  const format = useFormat()
  const estimate = estimateModel(model, options, promptLength)
  const amount = format.estimate(estimate)
  if (amount === undefined) return t('money.unknown')
  return estimate.kind === 'free' ? amount : `≈ ${amount}`
}

function estimateModel(model: Model, options: ImageOptions, promptLength: number): Estimate {
  if (model.kind === 'image') return estimateImageCost(model, options, promptLength)
  return model.prices === 'free' ? { kind: 'free' } : { kind: 'unknown' }
}
