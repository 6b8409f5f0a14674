import { SlidersHorizontal } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import type { ImageModel } from '@shared/catalogue'
import { getDimensions, nameShape, type Dimensions, type ImageOptions } from '@shared/image-options'
import { classNames } from '@/lib/class-names'
import { lazyPart } from '@/ui/lazy-part'
import { useDisclosure } from '@/ui/use-disclosure'

const OptionsPanel = lazyPart(() => import('./OptionsPanel').then((module) => module.OptionsPanel))

interface OptionsButtonProps {
  readonly model: ImageModel
  readonly options: ImageOptions
  /** The values that Reset restores. */
  readonly defaults: ImageOptions
  /** The total cost of all images from all chosen models. */
  readonly total: string
  /** How many images are attached. */
  readonly inputs: number
  /** Nothing is typed yet: a narrow composer hides the summary, so everything fits in one row. */
  readonly isIdle: boolean
  readonly onChange: (part: Partial<ImageOptions>) => void
}

export function OptionsButton({ model, options, defaults, total, inputs, isIdle, onChange }: OptionsButtonProps) {
  const { t } = useTranslation()
  const { open, toggle, close, anchor } = useDisclosure()
  const summaryId = useId()
  return (
    <>
      <div
        className={classNames(
          'relative flex h-8 min-w-8 shrink-[9999] items-center gap-1.5 rounded-sm px-2 text-13 transition-[background-color] hover:bg-hover',
          open && 'bg-hover',
        )}
      >
        <SlidersHorizontal size={16} strokeWidth={1.5} aria-hidden className="shrink-0 text-text-muted" />
        <span
          id={summaryId}
          className={classNames(
            'tabular hidden h-5 min-w-0 flex-wrap overflow-hidden text-text-muted narrow:flex',
            isIdle && 'narrow:@max-[640px]:hidden',
          )}
        >
          <Summary model={model} options={options} />
        </span>
        {/* The name says what it opens; the current choice next to it is its description. */}
        <button
          ref={anchor}
          type="button"
          aria-label={t('options.title')}
          aria-describedby={summaryId}
          aria-haspopup="dialog"
          aria-expanded={open}
          onClick={toggle}
          onPointerEnter={OptionsPanel.preload}
          className="absolute inset-0 rounded-sm"
        />
      </div>
      {open && (
        <OptionsPanel.Component
          anchor={anchor}
          model={model}
          options={options}
          defaults={defaults}
          total={total}
          inputs={inputs}
          onChange={onChange}
          onClose={close}
        />
      )}
    </>
  )
}

/** "1024² · 3 images · medium": what changes the image or its price most. Parts that don't fit are hidden entirely. */
function Summary({ model, options }: Pick<OptionsButtonProps, 'model' | 'options'>) {
  const { t } = useTranslation()
  const size = options.aspectRatio ? undefined : getDimensions(options.size)
  const parts = [
    size ? writeSize(size) : nameShape(options),
    ...(options.count > 1 ? [t('options.images', { count: options.count })] : []),
    ...(model.qualities.length > 1 ? [options.quality] : []),
  ]
  return (
    <>
      {/* An empty first item, so that even the first part wraps out of view if it doesn't fit. */}
      <span className="h-5 w-px" />
      {parts.map((part, index) => (
        <span key={part} className="whitespace-pre">
          {index > 0 && ' · '}
          {part}
        </span>
      ))}
    </>
  )
}

function writeSize({ width, height }: Dimensions): string {
  return width === height ? `${width}²` : `${width} × ${height}`
}
