import type { KeyboardEvent } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { classNames } from '@/lib/class-names'
import { getKeyStep } from '../mask/geometry'
import { dragHandle, getBox, listHandles, locateHandle, type MarkedImage, type MarkHandle } from './handles'
import type { Mark } from './marks'

interface MarkHandlesProps {
  readonly mark: Mark
  readonly image: MarkedImage
  /** CSS pixels per image pixel. */
  readonly scale: number
  /** Called for keys. The stage handles pointers, since it tracks all fingers. */
  readonly onChange: (mark: Mark) => void
  readonly onLeave: () => void
}

/** The handles that resize the selected mark: with a pointer, or with the arrow keys on a focused handle. */
export function MarkHandles({ mark, image, scale, onChange, onLeave }: MarkHandlesProps) {
  const { t } = useTranslation()
  const handles = listHandles(mark)
  const box = getBox(mark, image)
  const handleKey = (event: KeyboardEvent, handle: MarkHandle): void => {
    const by = getKeyStep(event.key, event.altKey, image)
    if (by) onChange(dragHandle(mark, handle, by, image))
    else if (event.key === 'Enter') onLeave()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <>
      {handles.length > 2 && (
        <div
          aria-hidden
          style={{
            left: box.x * scale,
            top: box.y * scale,
            width: box.width * scale,
            height: box.height * scale,
          }}
          className="pointer-events-none absolute border border-dashed border-[black] outline-1 outline-[white]/60"
        />
      )}
      {handles.map((handle) => {
        const at = locateHandle(mark, handle, image)
        const [x, y] = [Math.round((at.x / image.width) * 100), Math.round((at.y / image.height) * 100)]
        return (
          <span
            key={handle}
            role="slider"
            tabIndex={0}
            aria-label={t(`markup.handles.${handle}`)}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={x}
            aria-valuetext={t('markup.handleAt', { x, y })}
            data-handle={handle}
            style={{ left: at.x * scale, top: at.y * scale }}
            onKeyDown={(event) => handleKey(event, handle)}
            className={classNames(
              'absolute flex size-6 -translate-1/2 items-center justify-center rounded-full pointer-coarse:size-11',
              handle === 'nw' || handle === 'se'
                ? 'cursor-nwse-resize'
                : handle === 'ne' || handle === 'sw'
                  ? 'cursor-nesw-resize'
                  : 'cursor-move',
            )}
          >
            <span className="pointer-events-none size-3 rounded-full border border-[black] bg-[white]" />
          </span>
        )
      })}
    </>
  )
}

/** Returns the handle under a pointer. */
export function findHandle(target: EventTarget): MarkHandle | undefined {
  const name = target instanceof Element ? target.closest('[data-handle]')?.getAttribute('data-handle') : undefined
  return (name ?? undefined) as MarkHandle | undefined
}
