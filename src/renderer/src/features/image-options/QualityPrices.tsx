import { useTranslation } from '@/i18n/use-translation'
import type { ImageModel } from '@shared/catalogue'
import type { ImageOptions } from '@shared/image-options'
import { estimateImageCost } from '@shared/pricing'
import { useFormat } from '@/i18n/use-format'
import { classNames } from '@/lib/class-names'

interface QualityPricesProps {
  readonly model: ImageModel
  readonly options: ImageOptions
}

/** What one image of this size costs in each quality. Nothing where no price is known. */
export function QualityPrices({ model, options }: QualityPricesProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const prices = model.qualities.flatMap((quality) => {
    const estimate = estimateImageCost(model, { ...options, quality, count: 1, previews: 0 }, 0)
    return quality !== 'auto' && estimate.kind === 'range' ? [{ quality, price: format.estimate(estimate) }] : []
  })
  if (prices.length === 0) return null
  return (
    <ul
      aria-label={t('options.qualityPrices')}
      className="tabular flex flex-wrap gap-x-3 text-12 whitespace-nowrap text-text-muted"
    >
      {prices.map(({ quality, price }) => (
        <li key={quality} className={classNames(quality === options.quality && 'font-medium text-text')}>
          {quality} {price}
        </li>
      ))}
    </ul>
  )
}
