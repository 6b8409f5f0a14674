import { useEffect, useMemo, useState, type KeyboardEvent, type PointerEvent, type RefObject } from 'react'
import { imageUrl } from '@shared/image-url'
import type { ImageFile } from '@shared/request'
import { useTranslation } from '@/i18n/use-translation'
import { classNames } from '@/lib/class-names'
import { Fingers } from '../fingers'
import type { Point } from '../mask/commands'
import { toImagePoint } from '../mask/geometry'
import type { Stage } from '../mask/use-stage'
import { measureWords } from './draw-mark'
import { dragHandle, type MarkedImage, type MarkHandle } from './handles'
import { findHandle, MarkHandles } from './MarkHandles'
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
  /** Called to edit these words. */
  readonly onWrite: (id: number) => void
  readonly onKey: (event: KeyboardEvent) => void
}

/** What the pointer is doing. `now` is the mark so far, which becomes one undo step on release. */
type Gesture =
  | { readonly type: 'pan' }
  /** Words are added on release, since a second finger may still follow. */
  | { readonly type: 'write'; readonly now: Mark }
  | { readonly type: 'draw'; readonly now: Mark }
  | { readonly type: 'move' | MarkHandle; readonly from: Point; readonly before: Mark; readonly now: Mark }

/** The image with the marks on it. */
export function MarkupStage({ image, marks, selected, tool, color, element, stage, takeId, ...on }: MarkupStageProps) {
  const { t } = useTranslation()
  const { size, view } = stage
  const zoom = useZoom(element, stage)
  const [fingers] = useState(() => new Fingers())
  const [isSpaceDown, setSpaceDown] = useState(false)
  const [gesture, setGesture] = useState<Gesture>()
  const marked = useMemo<MarkedImage>(() => ({ ...image, measureWords }), [image])
  useEffect(() => element.current?.focus(), [element])

  const toStage = ({ clientX, clientY }: PointerEvent): Point => {
    const box = element.current?.getBoundingClientRect()
    return { x: clientX - (box?.left ?? 0), y: clientY - (box?.top ?? 0) }
  }
  const locate = (event: PointerEvent): Point => {
    const { x, y } = toImagePoint(toStage(event), view, image, size)
    return { x: Math.round(x), y: Math.round(y) }
  }
  const begin = (event: PointerEvent<HTMLElement>): void => {
    if (event.button > 1) return
    const isSecond = fingers.down(event, toStage(event))
    event.currentTarget.setPointerCapture(event.pointerId)
    if (isSecond) return setGesture(undefined)
    if (gesture) return
    if (event.button === 1 || isSpaceDown) return setGesture({ type: 'pan' })
    const from = locate(event)
    const handle = findHandle(event.target)
    const held = handle && marks.find(({ id }) => id === selected)
    if (handle && held) return setGesture({ type: handle, from, before: held, now: held })
    if (tool === 'select') {
      const before = findMark(marks, event.target)
      on.onSelect(before?.id)
      return setGesture(before ? { type: 'move', from, before, now: before } : { type: 'pan' })
    }
    // The field for the words gets the focus instead.
    if (tool === 'words') event.preventDefault()
    const words = tool === 'words' && findWords(marks, event.target)
    if (words) return on.onWrite(words.id)
    const now = beginMark(tool, { id: takeId(), color }, from)
    return setGesture({ type: tool === 'words' ? 'write' : 'draw', now })
  }
  const follow = (event: PointerEvent): void => {
    const pinch = fingers.move(event, toStage(event))
    if (pinch) return stage.pinch(pinch)
    if (!gesture) return
    if (gesture.type === 'pan') return stage.panBy({ x: event.movementX, y: event.movementY })
    const at = locate(event)
    if (gesture.type === 'draw' || gesture.type === 'write') {
      return setGesture({ ...gesture, now: extendMark(gesture.now, at, image) })
    }
    const { type, from, before } = gesture
    const by = { x: at.x - from.x, y: at.y - from.y }
    setGesture({
      ...gesture,
      now: type === 'move' ? moveMark(before, by, image) : dragHandle(before, type, by, marked),
    })
  }
  const end = (event: PointerEvent, isKept: boolean): void => {
    fingers.up(event)
    setGesture(undefined)
    if (!isKept || !gesture || gesture.type === 'pan') return
    const { type, now } = gesture
    if (type === 'write') return on.onAdd(now)
    if (type !== 'draw') return now === gesture.before ? undefined : on.onChange(now)
    if (isVisible(now, image)) on.onAdd(now)
  }
  const changed = gesture && 'before' in gesture ? gesture.now : undefined
  const shown = marks.map((mark) => (mark.id === changed?.id ? changed : mark))
  const drawn = gesture?.type === 'draw' ? gesture.now : undefined
  const resized = findResized(shown, selected, tool, gesture)
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
          // The arrow keys apply to the selected mark first.
          if (!event.defaultPrevented && zoom(event)) event.preventDefault()
          if (event.key !== ' ' || event.defaultPrevented) return
          event.preventDefault()
          setSpaceDown(true)
        }}
        onKeyUp={({ key }) => key === ' ' && setSpaceDown(false)}
        onBlur={() => setSpaceDown(false)}
        onPointerDown={begin}
        onPointerMove={follow}
        onPointerUp={(event) => end(event, true)}
        onPointerCancel={(event) => end(event, false)}
        onDoubleClick={({ target }) => {
          const words = findWords(marks, target)
          if (words && tool === 'select') on.onWrite(words.id)
        }}
        className={classNames(
          'relative flex size-full touch-none items-center justify-center outline-offset-4',
          isSpaceDown || gesture?.type === 'pan'
            ? 'cursor-grab active:cursor-grabbing'
            : tool === 'select'
              ? 'cursor-default'
              : 'cursor-crosshair',
        )}
      >
        <div style={box} className="relative shrink-0">
          <img
            src={imageUrl(image.hash)}
            alt=""
            draggable={false}
            className="pointer-events-none size-full max-w-none"
          />
          <svg viewBox={`0 0 ${image.width} ${image.height}`} aria-hidden className="absolute inset-0 size-full">
            {[...shown, ...(drawn ? [drawn] : [])].map((mark) => (
              <MarkShape
                key={mark.id}
                mark={mark}
                image={image}
                isSelected={mark.id === selected}
                // Easy to hit, no matter how small the image is shown.
                reach={Math.max(computeLine(image) * 3, 16 / view.scale)}
              />
            ))}
          </svg>
          {resized && (
            <MarkHandles
              mark={resized}
              image={marked}
              scale={view.scale}
              onChange={on.onChange}
              onLeave={() => element.current?.focus()}
            />
          )}
        </div>
      </div>
    </div>
  )
}

/** Returns the mark with handles: the selected one, unless strokes may start on top of them. */
function findResized(
  marks: readonly Mark[],
  selected: number | undefined,
  tool: MarkTool,
  gesture: Gesture | undefined,
): Mark | undefined {
  if (tool === 'pen' || gesture?.type === 'draw' || gesture?.type === 'write') return undefined
  return marks.find(({ id }) => id === selected)
}

function findMark(marks: readonly Mark[], target: EventTarget): Mark | undefined {
  const id = target instanceof Element ? target.closest('[data-mark]')?.getAttribute('data-mark') : undefined
  return id ? marks.find((mark) => mark.id === Number(id)) : undefined
}

function findWords(marks: readonly Mark[], target: EventTarget): Mark | undefined {
  const mark = findMark(marks, target)
  return mark?.type === 'words' ? mark : undefined
}
