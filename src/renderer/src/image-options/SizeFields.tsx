import { TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import type { ImageModel } from '@shared/catalogue'
import { isExperimental } from '@shared/catalogue/adjustments'
import { getDimensions, type Dimensions, type ImageSize } from '@shared/image-options'
import { useFormat } from '@/i18n/use-format'
import { SelectField } from '@/ui/SelectField'
import { CustomSize } from './CustomSize'
import { ShapeTiles } from './ShapeTiles'
import { getMegapixels, formatRatio, getShape, type Shape } from './shape'

const CUSTOM = 'custom'
const SQUARE: Dimensions = { width: 1024, height: 1024 }
const SHAPES: readonly Shape[] = ['square', 'landscape', 'portrait']

interface SizeFieldsProps {
  readonly model: ImageModel
  readonly size: ImageSize
  readonly onChange: (size: ImageSize) => void
}

/** Presets grouped by shape, plus two number fields if the model supports any size. */
export function SizeFields({ model, size, onChange }: SizeFieldsProps) {
  const { t } = useTranslation()
  const [custom, setCustom] = useState(!model.sizes.includes(size))
  const isFree = (custom || !model.sizes.includes(size)) && model.freeSizes !== undefined
  const choose = (value: ImageSize): void => {
    setCustom(false)
    onChange(value)
  }
  const chooseCustom = (): void => {
    setCustom(true)
    if (size === 'auto') onChange('1024x1024')
  }
  return (
    <div className="flex flex-col gap-2">
      <SelectField
        label={t('options.size')}
        value={isFree ? CUSTOM : size}
        choices={useSizeChoices(model)}
        onChange={(value) => (value === CUSTOM ? chooseCustom() : choose(value))}
      />
      <ShapeTiles model={model} size={size} isCustom={isFree} onChoose={choose} onCustom={chooseCustom} />
      {!isFree && (
        <p className="text-12 text-text-muted">
          <SizeFacts model={model} size={size} />
        </p>
      )}
      {isFree && model.freeSizes && (
        <div className="flex flex-col gap-1">
          <CustomSize rule={model.freeSizes} size={getDimensions(size) ?? SQUARE} onChange={onChange} />
          <p className="text-12 text-text-muted">
            <SizeFacts model={model} size={size} />
          </p>
        </div>
      )}
    </div>
  )
}

function useSizeChoices(
  model: ImageModel,
): readonly { readonly value: ImageSize | typeof CUSTOM; readonly label: string; readonly group?: string }[] {
  const { t } = useTranslation()
  const shaped = SHAPES.flatMap((shape) =>
    model.sizes.flatMap((value) => {
      const dimensions = getDimensions(value)
      return dimensions && getShape(dimensions) === shape
        ? [{ value, label: value, group: t(`options.shape.${shape}`) }]
        : []
    }),
  )
  const shapeless = model.sizes.filter((value) => !getDimensions(value)).map((value) => ({ value, label: value }))
  return [...shaped, ...shapeless, ...(model.freeSizes ? [{ value: CUSTOM, label: t('options.custom') } as const] : [])]
}

/** "Landscape 3:2 · 1.6 megapixels", and the provider's warning if there is one. */
function SizeFacts({ model, size }: Omit<SizeFieldsProps, 'onChange'>) {
  const { t } = useTranslation()
  const format = useFormat()
  const dimensions = getDimensions(size)
  if (!dimensions) return t('options.autoSize')
  const shape = getShape(dimensions)
  const megapixels = getMegapixels(dimensions)
  const facts = [
    shape === 'square' ? t('options.shape.square') : `${t(`options.shape.${shape}`)} ${formatRatio(dimensions)}`,
    t('options.megapixels', { count: megapixels, amount: format.number(megapixels) }),
  ].join(' · ')
  if (!isExperimental(model, size)) return <span className="tabular">{facts}</span>
  return (
    <span className="tabular flex flex-col gap-0.5">
      {facts}
      <span className="flex items-center gap-1.5 text-text">
        <TriangleAlert size={14} strokeWidth={1.5} aria-hidden className="shrink-0 text-warning" />
        {t('options.experimental')}
      </span>
    </span>
  )
}
