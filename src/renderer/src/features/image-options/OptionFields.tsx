import { useTranslation } from '@/i18n/use-translation'
import type { ImageModel } from '@shared/catalogue'
import { backgroundsFor } from '@shared/catalogue/options'
import type { ImageOptions } from '@shared/image-options'
import { TOKENS_PER_PREVIEW } from '@shared/pricing'
import { useFormat } from '@/i18n/use-format'
import { NumberField } from '@/ui/NumberField'
import { SelectField } from '@/ui/SelectField'
import { QualityPrices } from './QualityPrices'
import { SizeFields } from './SizeFields'
import '@/i18n/later'

export interface OptionFieldsProps {
  readonly model: ImageModel
  /** Such as the model can do (`fitOptions`). */
  readonly options: ImageOptions
  readonly onChange: (part: Partial<ImageOptions>) => void
}

/** Everything that can be asked of this model, and nothing that cannot. Values are named as the API names them. */
export function OptionFields({ model, options, onChange }: OptionFieldsProps) {
  const { t } = useTranslation()
  const backgrounds = backgroundsFor(model, options.format)
  return (
    <div className="flex flex-col gap-2.5">
      <SizeFields model={model} size={options.size} onChange={(size) => onChange({ size })} />
      {model.qualities.length > 1 && (
        <div className="flex flex-col gap-1">
          <SelectField
            label={t('options.quality')}
            value={options.quality}
            choices={named(model.qualities)}
            onChange={(quality) => onChange({ quality })}
          />
          <QualityPrices model={model} options={options} />
        </div>
      )}
      {model.maxImages > 1 && (
        <NumberField
          label={t('options.count')}
          value={options.count}
          min={1}
          max={model.maxImages}
          onChange={(count) => onChange({ count })}
        />
      )}
      {model.maxPreviews > 0 && <PreviewsField model={model} options={options} onChange={onChange} />}
      {model.formats.length > 1 && (
        <SelectField
          label={t('options.format')}
          value={options.format}
          choices={named(model.formats)}
          onChange={(format) => onChange({ format })}
        />
      )}
      {options.format !== 'png' && (
        <NumberField
          label={t('options.compression')}
          hint={t('options.compressionHint')}
          value={options.compression}
          unit="%"
          min={0}
          max={100}
          onChange={(compression) => onChange({ compression })}
        />
      )}
      {backgrounds.length > 1 && (
        <SelectField
          label={t('options.background')}
          hint={backgrounds.every(({ isPossible }) => isPossible) ? undefined : t('options.jpegHint')}
          value={options.background}
          choices={backgrounds.map(({ value, isPossible }) => ({ value, label: value, disabled: !isPossible }))}
          onChange={(background) => onChange({ background })}
        />
      )}
      {model.moderations.length > 1 && (
        <SelectField
          label={t('options.moderation')}
          value={options.moderation}
          choices={named(model.moderations)}
          onChange={(moderation) => onChange({ moderation })}
        />
      )}
    </div>
  )
}

function PreviewsField({ model, options, onChange }: OptionFieldsProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { prices } = model
  const each = typeof prices === 'object' ? TOKENS_PER_PREVIEW * prices.imageOut : undefined
  return (
    <NumberField
      label={t('options.previews')}
      hint={each === undefined ? undefined : t('options.previewsCost', { amount: format.money(each) })}
      value={options.previews}
      min={0}
      max={model.maxPreviews}
      onChange={(previews) => onChange({ previews })}
    />
  )
}

function named<Value extends string>(values: readonly Value[]): readonly { value: Value; label: string }[] {
  return values.map((value) => ({ value, label: value }))
}
