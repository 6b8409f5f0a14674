import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import { imageUrl } from '@shared/image-url'
import type { Dimensions } from '@shared/image-options'
import type { ImageFile } from '@shared/request'
import { useTranslation } from '@/i18n/use-translation'
import { HANDLES, type Handle } from '../crop/crop-rectangle'
import { EdgeHandles } from '../crop/EdgeHandles'
import type { Point } from '../mask/commands'
import { getKeyStep, type Rectangle } from '../mask/geometry'
import { useStageSize } from '../mask/use-stage'
import { dragCanvas, moveImage, nudgeCanvas, type Edge } from './canvas'
import type { CanvasRule } from './canvas-rule'

interface ExtendStageProps {
  readonly image: ImageFile
  readonly canvas: Rectangle
  readonly rule: CanvasRule
  /** Describes the canvas for screen readers. */
  readonly text: string
  readonly onChange: (canvas: Rectangle) => void
}

/** Where the canvas is on the stage. Fixed during a drag, so that the edge stays under the pointer. */
interface Fit {
  readonly scale: number
  /** Of the image's upper left corner. */
  readonly origin: Point
}

interface Drag {
  readonly handle: Handle | undefined
  readonly from: Point
  readonly before: Rectangle
  readonly fit: Fit
}

/** The image on its canvas. The edges of the canvas can be dragged, and the image can be moved within it. */
export function ExtendStage({ image, canvas, rule, text, onChange }: ExtendStageProps) {
  const { t } = useTranslation()
  const element = useRef<HTMLDivElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  const [drag, setDrag] = useState<Drag>()
  const size = useStageSize(element)
  const fit = drag?.fit ?? fitCanvas(canvas, size)
  useEffect(() => frame.current?.focus(), [])

  const begin = (event: PointerEvent<HTMLElement>, handle: Handle | undefined): void => {
    if (event.button !== 0 || drag) return
    event.stopPropagation()
    event.currentTarget.setPointerCapture(event.pointerId)
    setDrag({ handle, from: { x: event.clientX, y: event.clientY }, before: canvas, fit })
  }
  const follow = ({ clientX, clientY }: PointerEvent): void => {
    if (!drag) return
    const { handle, from, before, fit: held } = drag
    const by = { x: (clientX - from.x) / held.scale, y: (clientY - from.y) / held.scale }
    onChange(handle ? dragCanvas(before, handle, by, image, rule) : moveImage(before, by, image))
  }
  const end = (): void => setDrag(undefined)
  const pointers = { onPointerMove: follow, onPointerUp: end, onPointerCancel: end }
  const handleKey = (event: KeyboardEvent): void => {
    const by = getKeyStep(event.key, event.altKey, image)
    const edge = EDGE_KEYS[event.key]
    if (!by || !edge) return
    event.preventDefault()
    if (event.ctrlKey || event.metaKey) return onChange(moveImage(canvas, by, image))
    const step = Math.max(Math.abs(by.x), Math.abs(by.y))
    return onChange(nudgeCanvas(canvas, { edge, step: event.shiftKey ? -step : step }, image, rule))
  }
  const { scale, origin } = fit
  const shown = {
    left: origin.x + canvas.x * scale,
    top: origin.y + canvas.y * scale,
    width: canvas.width * scale,
    height: canvas.height * scale,
  }
  return (
    <div className="min-h-0 grow overflow-hidden bg-surface-sunken p-4">
      <div ref={element} className="relative size-full">
        <div
          ref={frame}
          role="application"
          tabIndex={0}
          aria-label={t('extend.stage')}
          aria-description={t('extend.keys')}
          style={shown}
          onKeyDown={handleKey}
          onPointerDown={(event) => begin(event, undefined)}
          {...pointers}
          className="absolute cursor-move touch-none border border-line-control bg-surface bg-[repeating-conic-gradient(var(--color-line)_0_25%,transparent_0_50%)] bg-size-[20px_20px] outline-offset-4"
        >
          <img
            src={imageUrl(image.hash)}
            alt=""
            draggable={false}
            style={{
              left: -canvas.x * scale - 1,
              top: -canvas.y * scale - 1,
              width: image.width * scale,
              height: image.height * scale,
            }}
            className="pointer-events-none absolute max-w-none"
          />
          <EdgeHandles handles={HANDLES} onBegin={begin} {...pointers} />
        </div>
      </div>
      <span aria-live="polite" className="sr-only">
        {text}
      </span>
    </div>
  )
}

const EDGE_KEYS: Readonly<Record<string, Edge>> = {
  ArrowLeft: 'left',
  ArrowUp: 'top',
  ArrowRight: 'right',
  ArrowDown: 'bottom',
}

/** The share of the stage that the canvas takes. The rest leaves room to drag its edges outward. */
const FILLED = 0.6
/** Small images are enlarged, so that their edges can be told apart. */
const MOST_SCALE = 3

function fitCanvas(canvas: Rectangle, stage: Dimensions): Fit {
  const scale = Math.min(MOST_SCALE, (stage.width * FILLED) / canvas.width, (stage.height * FILLED) / canvas.height)
  return {
    scale,
    origin: {
      x: stage.width / 2 - (canvas.x + canvas.width / 2) * scale,
      y: stage.height / 2 - (canvas.y + canvas.height / 2) * scale,
    },
  }
}
