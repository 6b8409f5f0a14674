import { useTranslation } from '@/i18n/use-translation'
import type { Model } from '@shared/catalogue'
import type { ImageOptions } from '@shared/image-options'
import { estimateImageCost, type Estimate } from '@shared/pricing'
import { useFormat } from '@/i18n/use-format'

interface CostEstimateProps {
  readonly model: Model | undefined
  readonly options: ImageOptions
  readonly promptLength: number
}

/** What sending would cost, always at the same place beside Send. */
export function CostEstimate({ model, options, promptLength }: CostEstimateProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const estimate = model ? estimateOf(model, options, promptLength) : undefined
  const amount = estimate && format.estimate(estimate)
  return (
    <span
      data-testid="cost-estimate"
      title={t('composer.estimateHint')}
      className="tabular shrink-0 px-2 text-12 text-text-muted"
    >
      {estimate && (amount === undefined ? t('money.unknown') : estimate.kind === 'free' ? amount : `≈ ${amount}`)}
    </span>
  )
}

function estimateOf(model: Model, options: ImageOptions, promptLength: number): Estimate {
  if (model.kind === 'image') return estimateImageCost(model, options, promptLength)
  return model.prices === 'free' ? { kind: 'free' } : { kind: 'unknown' }
}
