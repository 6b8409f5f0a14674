import type { RefObject } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import type { ImageModel } from '@shared/catalogue'
import { fitOptions } from '@shared/catalogue/options'
import { DEFAULT_IMAGE_OPTIONS, type ImageOptions } from '@shared/image-options'
import { TOKENS_PER_PREVIEW } from '@shared/pricing'
import { useFormat } from '@/i18n/use-format'
import { Button } from '@/ui/Button'
import { NumberField } from '@/ui/NumberField'
import { Popover } from '@/ui/Popover'
import { SelectField } from '@/ui/SelectField'
import { SizeFields } from './SizeFields'
import '@/i18n/later'

interface OptionsPanelProps {
  readonly anchor: RefObject<HTMLElement | null>
  readonly model: ImageModel
  readonly options: ImageOptions
  readonly onChange: (options: ImageOptions) => void
  readonly onClose: () => void
}

/** Everything that can be asked of this model, and nothing that cannot. Values are named as the API names them. */
export function OptionsPanel({ anchor, model, options, onChange, onClose }: OptionsPanelProps) {
  const { t } = useTranslation()
  const defaults = fitOptions(model, DEFAULT_IMAGE_OPTIONS)
  const change = (part: Partial<ImageOptions>): void => onChange(fitOptions(model, { ...options, ...part }))
  const backgrounds = model.backgrounds.filter((name) => name !== 'transparent' || options.format !== 'jpeg')
  return (
    <Popover anchor={anchor} onClose={onClose} label={t('options.title')} className="w-[344px] p-4">
      <div className="mb-3 flex h-6 items-center justify-between">
        <h2 className="text-13 font-semibold">{t('options.title')}</h2>
        <Button
          look="quiet"
          size="small"
          className="-mr-2.5"
          disabled={isSame(options, defaults)}
          onClick={() => onChange(defaults)}
        >
          {t('options.reset')}
        </Button>
      </div>
      <div className="flex flex-col gap-2.5">
        <SizeFields model={model} size={options.size} onChange={(size) => change({ size })} />
        {model.qualities.length > 1 && (
          <SelectField
            label={t('options.quality')}
            value={options.quality}
            choices={named(model.qualities)}
            onChange={(quality) => change({ quality })}
          />
        )}
        {model.maxImages > 1 && (
          <NumberField
            label={t('options.count')}
            value={options.count}
            min={1}
            max={model.maxImages}
            onChange={(count) => change({ count })}
          />
        )}
        {model.maxPreviews > 0 && <PreviewsField model={model} options={options} onChange={change} />}
        {model.formats.length > 1 && (
          <SelectField
            label={t('options.format')}
            value={options.format}
            choices={named(model.formats)}
            onChange={(format) => change({ format })}
          />
        )}
        {options.format !== 'png' && (
          <NumberField
            label={t('options.compression')}
            hint={t('options.compressionHint')}
            value={options.compression}
            min={0}
            max={100}
            onChange={(compression) => change({ compression })}
          />
        )}
        {backgrounds.length > 1 && (
          <SelectField
            label={t('options.background')}
            hint={options.format === 'jpeg' ? t('options.jpegHint') : undefined}
            value={options.background}
            choices={named(backgrounds)}
            onChange={(background) => change({ background })}
          />
        )}
        {model.moderations.length > 1 && (
          <SelectField
            label={t('options.moderation')}
            value={options.moderation}
            choices={named(model.moderations)}
            onChange={(moderation) => change({ moderation })}
          />
        )}
      </div>
    </Popover>
  )
}

function PreviewsField({
  model,
  options,
  onChange,
}: {
  readonly model: ImageModel
  readonly options: ImageOptions
  readonly onChange: (part: Partial<ImageOptions>) => void
}) {
  const { t } = useTranslation()
  const format = useFormat()
  const { prices } = model
  const extra = typeof prices === 'object' ? options.previews * TOKENS_PER_PREVIEW * prices.imageOut : 0
  return (
    <NumberField
      label={t('options.previews')}
      hint={extra > 0 ? t('options.previewsCost', { amount: format.money(extra) }) : undefined}
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

function isSame(one: ImageOptions, other: ImageOptions): boolean {
  return Object.entries(one).every(([name, value]) => other[name as keyof ImageOptions] === value)
}
