import { useTranslation } from '@/i18n/use-translation'
import type { ImageModel } from '@shared/catalogue'
import type { ImageOptions, ImageQuality } from '@shared/image-options'
import { estimateImageCost } from '@shared/pricing'
import { useFormat } from '@/i18n/use-format'
import { classNames } from '@/lib/class-names'

interface QualitySegmentsProps {
  readonly id: string
  readonly model: ImageModel
  readonly options: ImageOptions
  /** How many images are attached. */
  readonly inputs: number
  readonly onChoose: (quality: ImageQuality) => void
}

/**
 * Each quality with the price of a request with the current options, previews included. For the pointer only, like the
 * shape tiles; the select next to it uses the prices as its description.
 */
export function QualitySegments({ id, model, options, inputs, onChoose }: QualitySegmentsProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const segments = model.qualities.flatMap((quality) => {
    if (quality === 'auto') return []
    const estimate = estimateImageCost(model, { ...options, quality }, 0, inputs)
    const isSpan = estimate.kind === 'range' && format.money(estimate.low) !== format.money(estimate.high)
    const price = estimate.kind === 'range' ? `${isSpan ? '≤ ' : ''}${format.money(estimate.high)}` : undefined
    return [{ quality, price }]
  })
  return (
    <div
      id={id}
      aria-hidden
      title={t('options.qualityPrices')}
      className="grid auto-cols-fr grid-flow-col rounded-sm border border-line"
    >
      {segments.map(({ quality, price }) => (
        <button
          key={quality}
          type="button"
          tabIndex={-1}
          onClick={() => onChoose(quality)}
          className={classNames(
            'tabular flex min-h-8 flex-col items-center justify-center border-l border-line py-1 text-12 leading-4 first:rounded-l-sm first:border-l-0 last:rounded-r-sm',
            quality === options.quality
              ? 'text-text outline-[1.5px] -outline-offset-1 outline-accent'
              : 'text-text-muted hover:bg-hover hover:text-text',
          )}
        >
          <span className={quality === options.quality ? 'font-medium' : ''}>{quality}</span>
          {price && <span className="whitespace-nowrap">{price}</span>}
        </button>
      ))}
    </div>
  )
}
