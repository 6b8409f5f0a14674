import type { RefObject } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import type { ImageModel } from '@shared/catalogue'
import { fitOptions } from '@shared/catalogue/options'
import { areSameOptions, type ImageOptions } from '@shared/image-options'
import { OptionFields } from '@/features/image-options'
import { Button } from '@/ui/Button'
import { Popover } from '@/ui/Popover'
import '@/i18n/later'

interface OptionsPanelProps {
  readonly anchor: RefObject<HTMLElement | null>
  readonly model: ImageModel
  readonly options: ImageOptions
  readonly defaults: ImageOptions
  readonly onChange: (part: Partial<ImageOptions>) => void
  readonly onClose: () => void
}

export function OptionsPanel({ anchor, model, options, defaults, onChange, onClose }: OptionsPanelProps) {
  const { t } = useTranslation()
  return (
    <Popover
      anchor={anchor}
      onClose={onClose}
      label={t('options.title')}
      className="w-[344px] max-w-[calc(100vw-24px)] p-4"
    >
      <div className="mb-3 flex h-6 items-center justify-between">
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
      <OptionFields model={model} options={options} onChange={onChange} />
    </Popover>
  )
}
