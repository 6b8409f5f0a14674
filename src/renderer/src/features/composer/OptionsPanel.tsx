import type { RefObject } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import type { ImageModel } from '@shared/catalogue'
import { fitOptions } from '@shared/catalogue/options'
import { areSameOptions, type ImageOptions } from '@shared/image-options'
import { OptionFields } from '@/image-options'
import { Button } from '@/ui/Button'
import { Popover } from '@/ui/Popover'
import '@/i18n/later'

interface OptionsPanelProps {
  readonly anchor: RefObject<HTMLElement | null>
  readonly model: ImageModel
  readonly options: ImageOptions
  readonly defaults: ImageOptions
  /** The total cost of all images from all chosen models. */
  readonly total: string
  /** How many images are attached. */
  readonly inputs: number
  readonly onChange: (part: Partial<ImageOptions>) => void
  readonly onClose: () => void
}

export function OptionsPanel({
  anchor,
  model,
  options,
  defaults,
  total,
  inputs,
  onChange,
  onClose,
}: OptionsPanelProps) {
  const { t } = useTranslation()
  const parts = [
    t('options.images', { count: options.count }),
    ...(options.previews > 0 ? [t('estimate.previews', { count: options.previews })] : []),
  ]
  return (
    <Popover
      anchor={anchor}
      onClose={onClose}
      label={t('options.title')}
      isPanelFocused
      className="flex w-[392px] max-w-[calc(100vw-24px)] flex-col overflow-y-hidden!"
    >
      <div className="flex h-11 shrink-0 items-center justify-between px-4">
        <h2 className="text-13 font-semibold">{t('options.title')}</h2>
        <Button
          look="quiet"
          size="small"
          className="-mr-2.5"
          disabled={areSameOptions(options, fitOptions(model, defaults))}
          onClick={() => onChange(defaults)}
        >
          {t('options.reset')}
        </Button>
      </div>
      <div className="-mt-1 min-h-0 overflow-y-auto px-4 pt-1 pb-4">
        <OptionFields model={model} options={options} inputs={inputs} onChange={onChange} />
      </div>
      <p className="tabular flex shrink-0 justify-between gap-4 border-t border-line px-4 py-2.5 text-12 text-text-muted">
        <span>{parts.join(', ')}</span>
        <span className="font-medium text-text">{total}</span>
      </p>
    </Popover>
  )
}
