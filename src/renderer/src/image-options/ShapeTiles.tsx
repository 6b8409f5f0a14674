import type { ReactNode } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import type { ImageModel } from '@shared/catalogue'
import { getDimensions, type Dimensions, type ImageSize } from '@shared/image-options'
import { classNames } from '@/lib/class-names'
import { formatRatio } from './shape'

/** The longer edge of a drawn shape, in pixels. */
const LONGER_EDGE = 22

interface ShapeTilesProps {
  readonly model: ImageModel
  readonly size: ImageSize
  /** A custom size is being typed. */
  readonly isCustom: boolean
  readonly onChoose: (size: ImageSize) => void
  readonly onCustom: () => void
}

/**
 * Draws every shape of the model. For the pointer only: keyboard and screen reader users choose from the select next to
 * it.
 */
export function ShapeTiles({ model, size, isCustom, onChoose, onCustom }: ShapeTilesProps) {
  const { t } = useTranslation()
  const current = getDimensions(size)
  const shapes = findShapes(model)
  if (shapes.length < 2) return null
  const chosenRatio = !isCustom && current ? formatRatio(current) : undefined
  return (
    <div aria-hidden className="grid auto-cols-fr grid-flow-col gap-1.5">
      {shapes.map(({ ratio, sizes }) => (
        <Tile
          key={ratio}
          label={ratio}
          isChosen={ratio === chosenRatio}
          onChoose={() => onChoose(nearest(sizes, current))}
        >
          <Shape {...(getDimensions(sizes[0] ?? 'auto') ?? { width: 1, height: 1 })} />
        </Tile>
      ))}
      {model.freeSizes && (
        <Tile label={t('options.custom')} isChosen={isCustom} onChoose={onCustom}>
          <span className="size-5 rounded-[3px] border border-dashed border-current" />
        </Tile>
      )}
    </div>
  )
}

interface TileProps {
  readonly label: string
  readonly isChosen: boolean
  readonly onChoose: () => void
  readonly children: ReactNode
}

function Tile({ label, isChosen, onChoose, children }: TileProps) {
  return (
    <button
      type="button"
      tabIndex={-1}
      onClick={onChoose}
      className={classNames(
        'tabular flex h-14 flex-col items-center justify-end gap-1 rounded-sm border pb-1 text-12',
        isChosen
          ? 'border-accent text-text outline-1 -outline-offset-2 outline-accent'
          : 'border-line text-text-muted hover:border-line-control hover:text-text',
      )}
    >
      <span className="flex h-6 items-center justify-center">{children}</span>
      {label}
    </button>
  )
}

function Shape({ width, height }: Dimensions) {
  const scale = LONGER_EDGE / Math.max(width, height)
  return (
    <span
      className="rounded-[3px] border-[1.5px] border-current"
      style={{ width: Math.round(width * scale), height: Math.round(height * scale) }}
    />
  )
}

interface ShapeSizes {
  readonly ratio: string
  readonly sizes: readonly ImageSize[]
}

function findShapes({ sizes }: ImageModel): readonly ShapeSizes[] {
  const shapes = new Map<string, ImageSize[]>()
  for (const size of sizes) {
    const dimensions = getDimensions(size)
    if (!dimensions) continue
    const ratio = formatRatio(dimensions)
    shapes.set(ratio, [...(shapes.get(ratio) ?? []), size])
  }
  return [...shapes].map(([ratio, members]) => ({ ratio, sizes: members }))
}

/** Returns the size closest in pixel count to the current one, so a tile changes the shape and little else. */
function nearest(sizes: readonly ImageSize[], current: Dimensions | undefined): ImageSize {
  const pixels = (size: ImageSize): number => {
    const { width, height } = getDimensions(size) ?? { width: 1, height: 1 }
    return width * height
  }
  const wanted = current ? current.width * current.height : 1024 * 1024
  const difference = (size: ImageSize): number => Math.abs(Math.log(pixels(size) / wanted))
  return sizes.toSorted((one, other) => difference(one) - difference(other))[0] ?? 'auto'
}
