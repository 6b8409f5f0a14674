import { useState } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import type { ImageModel, SizeRule } from '@shared/catalogue'
import { snapSize } from '@shared/catalogue/options'
import { dimensionsOf, type Dimensions, type ImageSize } from '@shared/image-options'
import { NumberField } from '@/ui/NumberField'
import { SelectField } from '@/ui/SelectField'

const CUSTOM = 'custom'
const SQUARE: Dimensions = { width: 1024, height: 1024 }

interface SizeFieldsProps {
  readonly model: ImageModel
  readonly size: ImageSize
  readonly onChange: (size: ImageSize) => void
}

export function SizeFields({ model, size, onChange }: SizeFieldsProps) {
  const { t } = useTranslation()
  const [custom, setCustom] = useState(!model.sizes.includes(size))
  const choices: { value: ImageSize | typeof CUSTOM; label: string }[] = model.sizes.map((value) => ({
    value,
    label: value,
  }))
  if (model.freeSizes) choices.push({ value: CUSTOM, label: t('options.custom') })
  return (
    <>
      <SelectField
        label={t('options.size')}
        value={custom && model.freeSizes ? CUSTOM : size}
        choices={choices}
        onChange={(value) => {
          setCustom(value === CUSTOM)
          if (value !== CUSTOM) onChange(value)
          else if (size === 'auto') onChange(sizeOf(SQUARE))
        }}
      />
      {custom && model.freeSizes && (
        <CustomSize rule={model.freeSizes} size={dimensionsOf(size) ?? SQUARE} onChange={onChange} />
      )}
    </>
  )
}

interface CustomSizeProps {
  readonly rule: SizeRule
  readonly size: Dimensions
  readonly onChange: (size: ImageSize) => void
}

/**
 * Two free numbers. What is typed stays as typed until the field is left; what is asked for is always the nearest size
 * that the model makes, and the line below says so as soon as the two differ.
 */
function CustomSize({ rule, size, onChange }: CustomSizeProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState<Dimensions>()
  const shown = typed ?? size
  const change = (next: Dimensions): void => {
    setTyped(next)
    onChange(sizeOf(snapSize(rule, next)))
  }
  const commit = (): void => setTyped(undefined)
  const snapped = sizeOf(snapSize(rule, shown)) !== sizeOf(shown)
  return (
    <>
      <NumberField
        label={t('options.width')}
        value={shown.width}
        min={rule.multipleOf}
        max={rule.maxEdge}
        step={rule.multipleOf}
        onChange={(width) => change({ ...shown, width })}
        onCommit={commit}
      />
      <NumberField
        label={t('options.height')}
        hint={
          snapped
            ? t('options.snapped', { width: size.width, height: size.height })
            : t('options.sizeRule', { step: rule.multipleOf, edge: rule.maxEdge, aspect: rule.maxAspect })
        }
        value={shown.height}
        min={rule.multipleOf}
        max={rule.maxEdge}
        step={rule.multipleOf}
        onChange={(height) => change({ ...shown, height })}
        onCommit={commit}
      />
    </>
  )
}

function sizeOf({ width, height }: Dimensions): ImageSize {
  return `${width}x${height}`
}
