import { Fragment } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { useFormat } from '@/i18n/use-format'
import { nameShape, type ImageOptions } from '@shared/image-options'
import type { Model } from '@shared/catalogue'
import { estimateAsk, useSumText } from './use-estimate'
import type { Ask } from './several'

interface SeveralEstimateProps {
  readonly asks: readonly Ask[]
  readonly promptLength: number
  /** How many images are attached. */
  readonly inputs: number
}

/** The cost of each model, with the options it supports, and the total. */
export function SeveralEstimate({ asks, promptLength, inputs }: SeveralEstimateProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const total = useSumText(asks, promptLength, inputs)
  return (
    <>
      <dl className="tabular grid grid-cols-[1fr_auto] gap-x-4 gap-y-1.5">
        {asks.map(({ model, options, ...ask }) => (
          <Fragment key={model.id}>
            <dt className="min-w-0">
              <span className="block truncate">{model.name}</span>
              {model.kind === 'image' && (
                <span className="block text-text-muted">{nameOptions(model, options, t)}</span>
              )}
            </dt>
            <dd className="text-right">
              {format.estimate(estimateAsk({ model, options, ...ask }, promptLength, inputs)) ?? t('money.unknown')}
            </dd>
          </Fragment>
        ))}
        <dt className="border-t border-line pt-1.5 font-medium">{t('cost.total')}</dt>
        <dd className="border-t border-line pt-1.5 text-right font-medium">{total}</dd>
      </dl>
      <p className="text-text-muted">{t('estimate.several')}</p>
    </>
  )
}

function nameOptions(
  model: Extract<Model, { kind: 'image' }>,
  options: ImageOptions,
  t: ReturnType<typeof useTranslation>['t'],
): string {
  const { count, previews, quality } = options
  return [
    nameShape(options),
    ...(model.qualities.length > 1 ? [quality] : []),
    ...(count > 1 ? [t('options.images', { count })] : []),
    ...(previews > 0 ? [t('estimate.previews', { count: previews })] : []),
  ].join(', ')
}
