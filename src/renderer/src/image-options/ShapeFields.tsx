import { useTranslation } from '@/i18n/use-translation'
import type { ImageModel } from '@shared/catalogue'
import { getAspect } from '@shared/catalogue/shapes'
import { getDimensions, type AspectRatio, type ImageOptions } from '@shared/image-options'
import { useFormat } from '@/i18n/use-format'
import { SelectField } from '@/ui/SelectField'

interface ShapeFieldsProps {
  readonly model: ImageModel
  readonly options: ImageOptions
  readonly onChange: (part: Partial<ImageOptions>) => void
}

/** Replaces the sizes for models that take an aspect ratio and a resolution. */
export function ShapeFields({ model, options, onChange }: ShapeFieldsProps) {
  const { t } = useTranslation()
  const { plain } = useFormat()
  const { aspectRatios = [], resolutions = [] } = model
  const pixels = getDimensions(options.size)
  return (
    <div className="flex flex-col gap-2">
      <SelectField
        label={t('options.aspectRatio')}
        value={options.aspectRatio ?? '1:1'}
        choices={[...aspectRatios].sort(byShape).map((ratio) => ({
          value: ratio,
          label: ratio,
          group: t(`options.shape.${getShapeName(ratio)}`),
        }))}
        onChange={(aspectRatio) => onChange({ aspectRatio })}
      />
      <SelectField
        label={t('options.resolution')}
        value={options.resolution ?? '1K'}
        choices={resolutions.map((name) => ({ value: name, label: name }))}
        onChange={(resolution) => onChange({ resolution })}
      />
      {pixels && (
        <p className="tabular text-12 text-text-muted">
          {t('options.aboutPixels', { width: plain(pixels.width), height: plain(pixels.height) })}
        </p>
      )}
    </div>
  )
}

const ORDER = ['square', 'landscape', 'portrait'] as const

function getShapeName(ratio: AspectRatio): (typeof ORDER)[number] {
  const aspect = getAspect(ratio)
  if (aspect === 1) return 'square'
  return aspect > 1 ? 'landscape' : 'portrait'
}

/** Orders by shape, then by distance from a square. */
function byShape(one: AspectRatio, other: AspectRatio): number {
  const place = (ratio: AspectRatio): number => ORDER.indexOf(getShapeName(ratio))
  const narrowness = (ratio: AspectRatio): number => Math.abs(Math.log(getAspect(ratio)))
  return place(one) - place(other) || narrowness(one) - narrowness(other)
}
