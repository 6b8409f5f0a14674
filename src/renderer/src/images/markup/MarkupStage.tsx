import { useEffect, useState, type KeyboardEvent, type PointerEvent, type RefObject } from 'react'
import { imageUrl } from '@shared/image-url'
import type { ImageFile } from '@shared/request'
import { useTranslation } from '@/i18n/use-translation'
import type { Point } from '../mask/commands'
import { toImagePoint } from '../mask/geometry'
import type { Stage } from '../mask/use-stage'
import { MarkShape } from './MarkShape'
import {
  beginMark,
  computeLine,
  extendMark,
  isVisible,
  moveMark,
  type Mark,
  type MarkColor,
  type MarkType,
} from './marks'
import { useZoom } from './use-zoom'

export type MarkTool = MarkType | 'select'

interface MarkupStageProps {
  readonly image: ImageFile
  readonly marks: readonly Mark[]
  readonly selected: number | undefined
  readonly tool: MarkTool
  readonly color: MarkColor
  readonly element: RefObject<HTMLDivElement | null>
  readonly stage: Stage
  readonly takeId: () => number
  readonly onAdd: (mark: Mark) => void
  readonly onChange: (mark: Mark) => void
  readonly onSelect: (id: number | undefined) => void
  readonly onKey: (event: KeyboardEvent) => void
}

/** What the pointer is doing: the mark as it is meanwhile, which becomes one step when it's let go. */
interface Gesture {
  readonly type: 'draw' | 'move'
  readonly from: Point
  readonly before: Mark
  readonly now: Mark
}

/** The image with the marks on it. */
export function MarkupStage({ image, marks, selected, tool, color, element, stage, takeId, ...on }: MarkupStageProps) {
  const { t } = useTranslation()
  const { size, view } = stage
  const zoom = useZoom(element, stage)
  const [isPanning, setPanning] = useState(false)
  const [gesture, setGesture] = useState<Gesture>()
  useEffect(() => element.current?.focus(), [element])

  const locate = ({ clientX, clientY }: PointerEvent): Point => {
    const box = element.current?.getBoundingClientRect()
    const { x, y } = toImagePoint({ x: clientX - (box?.left ?? 0), y: clientY - (box?.top ?? 0) }, view, image, size)
    return { x: Math.round(x), y: Math.round(y) }
  }
  const begin = (event: PointerEvent<HTMLElement>): void => {
    if (event.button === 1) {
      event.currentTarget.setPointerCapture(event.pointerId)
      return setPanning(true)
    }
    if (event.button !== 0) return
    const at = locate(event)
    if (tool === 'select') {
      const id = findMarkId(event.target)
      const before = marks.find((mark) => mark.id === id)
      on.onSelect(before?.id)
      if (!before) return
      setGesture({ type: 'move', from: at, before, now: before })
    } else {
      const before = beginMark(tool, { id: takeId(), color }, at)
      // The field for the words takes the focus.
      if (tool === 'words') {
        event.preventDefault()
        return on.onAdd(before)
      }
      setGesture({ type: 'draw', from: at, before, now: before })
    }
    event.currentTarget.setPointerCapture(event.pointerId)
  }
  const follow = (event: PointerEvent): void => {
    if (isPanning) return stage.panBy({ x: event.movementX, y: event.movementY })
    if (!gesture) return
    const at = locate(event)
    const { type, from, before, now } = gesture
    const by = { x: at.x - from.x, y: at.y - from.y }
    setGesture({ ...gesture, now: type === 'draw' ? extendMark(now, at, image) : moveMark(before, by, image) })
  }
  const end = (): void => {
    setPanning(false)
    if (!gesture) return
    const { type, before, now } = gesture
    setGesture(undefined)
    if (type === 'draw' && isVisible(now, image)) on.onAdd(now)
    if (type === 'move' && now !== before) on.onChange(now)
  }
  const moved = gesture?.type === 'move' ? gesture.now : undefined
  const shown = marks.map((mark) => (mark.id === moved?.id ? moved : mark))
  const box = {
    width: image.width * view.scale,
    height: image.height * view.scale,
    translate: `${view.x}px ${view.y}px`,
  }
  return (
    <div className="min-h-0 grow overflow-hidden bg-surface-sunken p-4">
      <div
        ref={element}
        role="application"
        tabIndex={0}
        aria-label={t('markup.stage')}
        aria-description={t('markup.keys')}
        onKeyDown={(event) => {
          on.onKey(event)
          // The arrow keys are the selected mark's first.
          if (!event.defaultPrevented && zoom(event)) event.preventDefault()
        }}
        onPointerDown={begin}
        onPointerMove={follow}
        onPointerUp={end}
        onPointerCancel={() => setGesture(undefined)}
        className={`relative flex size-full touch-none items-center justify-center outline-offset-4 ${
          tool === 'select' ? 'cursor-default' : 'cursor-crosshair'
        }`}
      >
        <div style={box} className="relative shrink-0">
          <img
            src={imageUrl(image.hash)}
            alt=""
            draggable={false}
            className="pointer-events-none size-full max-w-none"
          />
          <svg viewBox={`0 0 ${image.width} ${image.height}`} aria-hidden className="absolute inset-0 size-full">
            {[...shown, ...(gesture?.type === 'draw' ? [gesture.now] : [])].map((mark) => (
              <MarkShape
                key={mark.id}
                mark={mark}
                image={image}
                isSelected={mark.id === selected}
                // Easy to hit however small the image is shown.
                reach={Math.max(computeLine(image) * 3, 16 / view.scale)}
              />
            ))}
          </svg>
        </div>
      </div>
    </div>
  )
}

function findMarkId(target: EventTarget): number | undefined {
  const id = target instanceof Element ? target.closest('[data-mark]')?.getAttribute('data-mark') : undefined
  return id ? Number(id) : undefined
}
