import { useId, useState } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import type { Model } from '@shared/catalogue'
import type { ImageOptions } from '@shared/image-options'
import { estimateImageCost, type Estimate } from '@shared/pricing'
import { useFormat } from '@/i18n/use-format'
import { lazyPart } from '@/ui/lazy-part'

const EstimateDetails = lazyPart(() => import('./EstimateDetails').then((module) => module.EstimateDetails))

interface CostEstimateProps {
  readonly model: Model | undefined
  readonly options: ImageOptions
  readonly promptLength: number
}

/** What sending would cost, always at the same place beside Send. Hover and focus show how it comes about. */
export function CostEstimate({ model, options, promptLength }: CostEstimateProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const detailsId = useId()
  const [open, setOpen] = useState(false)
  if (!model) return null
  const estimate = estimateOf(model, options, promptLength)
  const amount = format.estimate(estimate)
  const text = amount === undefined ? t('money.unknown') : estimate.kind === 'free' ? amount : `≈ ${amount}`
  return (
    <div
      className="relative shrink-0"
      onPointerEnter={() => setOpen(true)}
      onPointerLeave={() => setOpen(false)}
      onFocus={() => setOpen(true)}
      onBlur={() => setOpen(false)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return
        event.stopPropagation()
        setOpen(false)
      }}
    >
      <button
        type="button"
        data-testid="cost-estimate"
        aria-label={t('composer.estimate', { amount: text })}
        aria-describedby={open ? detailsId : undefined}
        className="tabular h-8 rounded-sm px-2 text-12 whitespace-nowrap text-text-muted"
      >
        {text}
      </button>
      {open && <EstimateDetails.Component id={detailsId} model={model} options={options} promptLength={promptLength} />}
    </div>
  )
}

function estimateOf(model: Model, options: ImageOptions, promptLength: number): Estimate {
  if (model.kind === 'image') return estimateImageCost(model, options, promptLength)
  return model.prices === 'free' ? { kind: 'free' } : { kind: 'unknown' }
}
