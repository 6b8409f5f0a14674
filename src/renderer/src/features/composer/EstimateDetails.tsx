import type { ReactNode } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import type { ImageModel, ModelId } from '@shared/catalogue'
import { nameShape, type ImageOptions } from '@shared/image-options'
import { estimateParts, type EstimateParts, type Span } from '@shared/pricing'
import { useModelFinder } from '@/bridge/use-model-finder'
import { useFormat } from '@/i18n/use-format'
import type { Ask } from './several'
import { SeveralEstimate } from './SeveralEstimate'
import '@/i18n/later'

interface EstimateDetailsProps {
  readonly id: string
  readonly asks: readonly Ask[]
  readonly promptLength: number
  /** How many images are attached. */
  readonly inputs: number
}

/**
 * The breakdown of the estimate, in a box above the composer so that it doesn't cover the prompt. It's inside the
 * hovered element, so the pointer can move onto it.
 */
export function EstimateDetails({ id, asks, promptLength, inputs }: EstimateDetailsProps) {
  const [only] = asks
  return (
    <div className="absolute right-0 bottom-full z-20 animate-appear pb-1.5">
      <div
        id={id}
        role="tooltip"
        className="flex w-[300px] max-w-[calc(100vw-80px)] flex-col gap-2 rounded-md border border-line bg-surface-raised p-3 text-12 shadow-float"
      >
        {asks.length > 1 ? (
          <SeveralEstimate asks={asks} promptLength={promptLength} inputs={inputs} />
        ) : (
          only && <OneEstimate {...only} promptLength={promptLength} inputs={inputs} />
        )}
      </div>
    </div>
  )
}

function OneEstimate({
  model,
  options,
  estimate,
  promptLength,
  inputs,
}: Ask & Omit<EstimateDetailsProps, 'id' | 'asks'>) {
  const { t } = useTranslation()
  const parts = model.kind === 'image' ? estimateParts(model, options, promptLength, inputs) : undefined
  if (parts && model.kind === 'image') return <Parts model={model} parts={parts} options={options} />
  if (model.kind === 'text' && estimate?.kind === 'range')
    return <TextEstimate id={model.id} lacksSearchFees={estimate.lacksSearchFees === true} />
  return <p>{t(model.prices === 'free' ? 'estimate.free' : 'estimate.unknown', { model: model.name })}</p>
}

/** The basis of the range: list prices with their date, or the user's own. */
function TextEstimate({ id, lacksSearchFees }: { readonly id: ModelId; readonly lacksSearchFees: boolean }) {
  const { t } = useTranslation()
  const format = useFormat()
  const model = useModelFinder()(id)
  const prices = model?.kind === 'text' ? model.tokenPrices : undefined
  if (!prices) return null
  const { textIn, textOut, long, asOf, source } = prices
  const [input, output] = format.prices([textIn * 1_000_000, textOut * 1_000_000])
  return (
    <>
      <p className="tabular">
        {t('estimate.text', { in: input, out: output })}
        {long && ` ${t('estimate.longText', { tokens: format.number(long.above) })}`}
      </p>
      <p className="text-text-muted">{t('estimate.textSpread')}</p>
      {lacksSearchFees && <p>{t('estimate.lacksSearchFees')}</p>}
      <p className="text-text-muted">
        {asOf && source ? t('estimate.listPrice', { date: format.day(asOf), source }) : t('cost.yours')}
      </p>
    </>
  )
}

interface PartsProps {
  readonly model: ImageModel
  readonly parts: EstimateParts
  readonly options: ImageOptions
}

function Parts({ model, parts, options }: PartsProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { perImage, tokensPerImage, count, previews, prompt, inputs, prices, spread } = parts
  const money = ({ low, high }: Span) =>
    format.estimate({ kind: 'range', low: Math.round(low), high: Math.round(high) }) ?? ''
  return (
    <>
      <dl className="tabular grid grid-cols-[1fr_auto] gap-x-4 gap-y-1">
        <Row name={[nameShape(options), ...(model.qualities.length > 1 ? [options.quality] : [])].join(', ')}>
          {money(perImage)}
        </Row>
        {count > 1 && (
          <Row name={t('options.images', { count })}>
            {money({ low: count * perImage.low, high: count * perImage.high })}
          </Row>
        )}
        {options.previews > 0 && (
          <Row name={t('estimate.previews', { count: options.previews })}>{format.money(previews)}</Row>
        )}
        {inputs && <Row name={t('estimate.inputs')}>{money(inputs)}</Row>}
        {prompt > 0 && <Row name={t('estimate.prompt')}>{format.money(Math.round(prompt))}</Row>}
      </dl>
      {spread !== 'none' && <p className="text-text-muted">{t(`estimate.spread.${spread}`)}</p>}
      <p className="text-text-muted">
        {tokensPerImage
          ? t('estimate.perToken', {
              tokens: tokenRange(tokensPerImage, format.number),
              price: format.money(prices.imageOut * 1_000_000),
            })
          : t('estimate.printed')}{' '}
        {t('estimate.source', { date: format.day(prices.asOf), source: prices.source })}
      </p>
    </>
  )
}

function Row({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-text-muted">{name}</dt>
      <dd className="text-right">{children}</dd>
    </>
  )
}

function tokenRange({ low, high }: Span, number: (value: number) => string): string {
  return low === high ? number(low) : `${number(low)}–${number(high)}`
}
