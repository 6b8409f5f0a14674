import { useId } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import type { ImageModel } from '@shared/catalogue'
import { backgroundsFor } from '@shared/catalogue/options'
import type { ImageOptions } from '@shared/image-options'
import { TOKENS_PER_PREVIEW } from '@shared/pricing'
import { useFormat } from '@/i18n/use-format'
import { NumberField } from '@/ui/NumberField'
import { SelectField } from '@/ui/SelectField'
import { QualitySegments } from './QualitySegments'
import { ShapeFields } from './ShapeFields'
import { SizeFields } from './SizeFields'
import '@/i18n/later'

export interface OptionFieldsProps {
  readonly model: ImageModel
  /** Already fitted to the model (`fitOptions`). */
  readonly options: ImageOptions
  /** How many images are attached; they count toward the prices. */
  readonly inputs?: number
  readonly onChange: (part: Partial<ImageOptions>) => void
}

/**
 * All options of this model: shape, quality and count first, with their cost; the rest below. Values are named as in
 * the API.
 */
export function OptionFields({ model, options, inputs = 0, onChange }: OptionFieldsProps) {
  const { t } = useTranslation()
  const pricesId = useId()
  return (
    <div className="flex flex-col gap-4">
      {model.aspectRatios ? (
        <ShapeFields model={model} options={options} onChange={onChange} />
      ) : (
        <SizeFields model={model} size={options.size} onChange={(size) => onChange({ size })} />
      )}
      {model.qualities.length > 1 && (
        <div className="flex flex-col gap-2">
          <SelectField
            label={t('options.quality')}
            describedBy={pricesId}
            value={options.quality}
            choices={named(model.qualities)}
            onChange={(quality) => onChange({ quality })}
          />
          <QualitySegments
            inputs={inputs}
            id={pricesId}
            model={model}
            options={options}
            onChoose={(quality) => onChange({ quality })}
          />
        </div>
      )}
      {model.maxImages > 1 && (
        <NumberField
          label={t('options.count')}
          value={options.count}
          min={1}
          max={model.maxImages}
          hasButtons
          onChange={(count) => onChange({ count })}
        />
      )}
      <MoreFields model={model} options={options} onChange={onChange} />
    </div>
  )
}

/** Rarely changed options, small and in two columns. */
function MoreFields({ model, options, onChange }: OptionFieldsProps) {
  const { t } = useTranslation()
  const previewsHint = usePreviewsHint(model)
  const backgrounds = backgroundsFor(model, options.format)
  const isNarrowed = backgrounds.some(({ isPossible }) => !isPossible)
  const fields = [
    model.maxPreviews > 0 && (
      <NumberField
        key="previews"
        isStacked
        label={t('options.previews')}
        hint={previewsHint}
        value={options.previews}
        min={0}
        max={model.maxPreviews}
        hasButtons
        onChange={(previews) => onChange({ previews })}
      />
    ),
    model.formats.length > 1 && (
      <SelectField
        key="format"
        isStacked
        label={t('options.format')}
        value={options.format}
        choices={named(model.formats)}
        onChange={(format) => onChange({ format })}
      />
    ),
    model.formats.length > 1 && options.format !== 'png' && (
      <NumberField
        key="compression"
        isStacked
        label={t('options.compression')}
        hint={t('options.compressionHint')}
        value={options.compression}
        unit="%"
        min={0}
        max={100}
        onChange={(compression) => onChange({ compression })}
      />
    ),
    backgrounds.length > 1 && (
      <SelectField
        key="background"
        isStacked
        label={t('options.background')}
        hint={isNarrowed ? t('options.jpegHint') : undefined}
        value={options.background}
        choices={backgrounds.map(({ value, isPossible }) => ({ value, label: value, disabled: !isPossible }))}
        onChange={(background) => onChange({ background })}
      />
    ),
    model.moderations.length > 1 && (
      <SelectField
        key="moderation"
        isStacked
        label={t('options.moderation')}
        value={options.moderation}
        choices={named(model.moderations)}
        onChange={(moderation) => onChange({ moderation })}
      />
    ),
  ].filter(Boolean)
  if (fields.length === 0) return null
  return (
    <div role="group" aria-label={t('options.more')} className="flex flex-col gap-2 border-t border-line pt-3">
      <div aria-hidden className="text-12 text-text-muted">
        {t('options.more')}
      </div>
      <div className="grid grid-cols-2 items-start gap-x-4 gap-y-3">{fields}</div>
    </div>
  )
}

function usePreviewsHint({ prices }: ImageModel): string | undefined {
  const { t } = useTranslation()
  const format = useFormat()
  if (typeof prices !== 'object') return undefined
  return t('options.previewsCost', { amount: format.money(TOKENS_PER_PREVIEW * prices.imageOut) })
}

function named<Value extends string>(values: readonly Value[]): readonly { value: Value; label: string }[] {
  return values.map((value) => ({ value, label: value }))
}
