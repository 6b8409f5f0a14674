import { useEffect, useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { imageUrl } from '@shared/image-url'
import type { ImageFile } from '@shared/request'
import { useTranslation } from '@/i18n/use-translation'
import type { Point } from '../mask/commands'
import { getKeyStep, measureShares, moveRectangle, toStagePoint, type Rectangle } from '../mask/geometry'
import { useStage } from '../mask/use-stage'
import { dragHandle, HANDLES, type Handle } from './crop-rectangle'
import { EdgeHandles } from './EdgeHandles'

interface CropStageProps {
  readonly image: ImageFile
  readonly rectangle: Rectangle
  readonly aspect: number | undefined
  readonly onChange: (rectangle: Rectangle) => void
}

interface Drag {
  readonly handle: Handle | undefined
  readonly from: Point
  readonly before: Rectangle
}

/** The image with the crop rectangle, which is moved as a whole or by its edges and corners. */
export function CropStage({ image, rectangle, aspect, onChange }: CropStageProps) {
  const { t } = useTranslation()
  const element = useRef<HTMLDivElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  const drag = useRef<Drag>(undefined)
  const stage = useStage(element, image)
  const { scale } = stage.view
  const place = (part: Rectangle): Rectangle => {
    const corner = toStagePoint(part, stage.view, image, stage.size)
    return { x: corner.x, y: corner.y, width: part.width * scale, height: part.height * scale }
  }
  const whole = place({ x: 0, y: 0, width: image.width, height: image.height })
  const shown = place(rectangle)
  useEffect(() => frame.current?.focus(), [])

  const begin = (event: PointerEvent<HTMLElement>, handle: Handle | undefined): void => {
    if (event.button !== 0) return
    event.stopPropagation()
    event.currentTarget.setPointerCapture(event.pointerId)
    drag.current = { handle, from: { x: event.clientX, y: event.clientY }, before: rectangle }
  }
  const follow = ({ clientX, clientY }: PointerEvent): void => {
    if (!drag.current) return
    const { handle, from, before } = drag.current
    const by = { x: (clientX - from.x) / scale, y: (clientY - from.y) / scale }
    onChange(
      handle
        ? dragHandle(before, handle, by, image, aspect)
        : moveRectangle(before, { x: Math.round(by.x), y: Math.round(by.y) }, image),
    )
  }
  const end = (): void => {
    drag.current = undefined
  }
  const handleKey = (event: KeyboardEvent): void => {
    const by = getKeyStep(event.key, event.altKey, image)
    if (!by) return
    event.preventDefault()
    if (!event.shiftKey) return onChange(moveRectangle(rectangle, by, image))
    const handle = by.x === 0 ? 's' : 'e'
    // With a fixed shape the lower right corner moves, so that the upper left corner stays.
    if (aspect === undefined) return onChange(dragHandle(rectangle, handle, by, image, aspect))
    const corner = handle === 'e' ? { x: by.x, y: by.x / aspect } : { x: by.y * aspect, y: by.y }
    return onChange(dragHandle(rectangle, 'se', corner, image, aspect))
  }
  return (
    <div className="min-h-0 grow bg-surface-sunken p-4">
      <div ref={element} className="relative size-full">
        <div style={toBox(whole)} className="absolute overflow-hidden">
          <img
            src={imageUrl(image.hash)}
            alt=""
            draggable={false}
            className="pointer-events-none size-full max-w-none"
          />
          <div
            style={toBox({ ...shown, x: shown.x - whole.x, y: shown.y - whole.y })}
            className="pointer-events-none absolute shadow-[0_0_0_200vmax_rgb(0_0_0/0.6)]"
          />
        </div>
        <div
          ref={frame}
          role="application"
          tabIndex={0}
          aria-label={t('crop.stage')}
          aria-description={t('crop.keys')}
          style={toBox(shown)}
          onKeyDown={handleKey}
          onPointerDown={(event) => begin(event, undefined)}
          onPointerMove={follow}
          onPointerUp={end}
          onPointerCancel={end}
          className="absolute cursor-move touch-none border border-[white] outline-offset-4"
        >
          <EdgeHandles
            handles={HANDLES}
            onBegin={begin}
            onPointerMove={follow}
            onPointerUp={end}
            onPointerCancel={end}
          />
        </div>
      </div>
      <span aria-live="polite" className="sr-only">
        {t('crop.at', { ...measureShares(rectangle, image) })}
      </span>
    </div>
  )
}

function toBox({ x, y, width, height }: Rectangle) {
  return { left: x, top: y, width, height }
}
