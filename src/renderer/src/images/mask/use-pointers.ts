import {
  useEffect,
  useEffectEvent,
  useRef,
  useState,
  type PointerEvent as ReactPointerEvent,
  type RefObject,
} from 'react'
import type { Dimensions } from '@shared/image-options'
import { Fingers } from '../fingers'
import { clampStep } from './brush-size'
import type { Point } from './commands'
import { computeWidth, spanRectangle, toImagePoint, listCorners } from './geometry'
import type { MaskPainter } from './painter'
import type { Shape } from './Outline'
import type { Stage } from './use-stage'

export type Tool = 'brush' | 'eraser' | 'rectangle' | 'lasso'

interface PointersParts {
  readonly image: Dimensions
  readonly element: RefObject<HTMLDivElement | null>
  readonly stage: Stage
  readonly painter: RefObject<MaskPainter | undefined>
  readonly tool: Tool
  /** In image pixels. */
  readonly brush: number
  readonly step: number
  readonly isPanning: boolean
  readonly onStep: (step: number) => void
  /** Called with the shape that is being drawn and isn't painted yet. */
  readonly onShape: (shape: Shape | undefined) => void
  /** Called with the pointer's position on the stage. Undefined for touch, and once the pointer has left. */
  readonly onHover: (point: Point | undefined) => void
}

/** One gesture at a time. */
type Gesture =
  | { readonly type: 'paint' }
  | { readonly type: 'shape'; readonly erases: boolean; readonly points: Point[] }
  | { readonly type: 'pan' }
  | { readonly type: 'pinch' }

/** One notch of a wheel (100 pixels) zooms by about a fifth, or resizes the brush by five steps. */
export const ZOOM_PER_PIXEL = 0.002
const STEPS_PER_PIXEL = 0.05

/** Handles mouse, pen and fingers on the stage. */
export function usePointers(parts: PointersParts) {
  const gesture = useRef<Gesture>(undefined)
  const [fingers] = useState(() => new Fingers())

  const locate = (event: { readonly clientX: number; readonly clientY: number }): Point => {
    const box = parts.element.current?.getBoundingClientRect()
    return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) }
  }
  const toImage = (point: Point): Point => toImagePoint(point, parts.stage.view, parts.image, parts.stage.size)
  const toStroke = (event: PointerEvent) => ({
    ...toImage(locate(event)),
    width: computeWidth(parts.brush, event),
  })

  const begin = (event: ReactPointerEvent): void => {
    const point = locate(event)
    const { tool, painter } = parts
    if (event.button === 1 || parts.isPanning) {
      gesture.current = { type: 'pan' }
      return
    }
    // The other end of many pens is an eraser.
    const erases = tool === 'eraser' || event.altKey || (event.pointerType === 'pen' && event.buttons === 32)
    if (tool === 'rectangle' || tool === 'lasso') {
      gesture.current = { type: 'shape', erases, points: [toImage(point)] }
      return
    }
    gesture.current = { type: 'paint' }
    painter.current?.beginStroke(erases, toStroke(event.nativeEvent))
  }

  const showShape = ({ points }: Extract<Gesture, { type: 'shape' }>): void => {
    const [first, last] = [points[0], points.at(-1)]
    if (!first || !last) return
    parts.onShape(
      parts.tool === 'rectangle'
        ? { type: 'rectangle', rectangle: spanRectangle(first, last, parts.image) }
        : { type: 'lasso', points: [...points] },
    )
  }

  const move = (event: ReactPointerEvent): void => {
    const { current } = gesture
    switch (current?.type) {
      case undefined:
        return
      case 'paint': {
        const events = event.nativeEvent.getCoalescedEvents()
        parts.painter.current?.extendStroke((events.length > 0 ? events : [event.nativeEvent]).map(toStroke))
        return
      }
      case 'shape':
        current.points.push(toImage(locate(event)))
        showShape(current)
        return
      case 'pan':
        parts.stage.panBy({ x: event.movementX, y: event.movementY })
        return
      case 'pinch':
        return
    }
  }

  const end = (isKept: boolean): void => {
    const { current } = gesture
    gesture.current = undefined
    if (current?.type === 'paint') parts.painter.current?.[isKept ? 'endStroke' : 'cancelStroke']()
    if (current?.type !== 'shape') return
    parts.onShape(undefined)
    const { points, erases } = current
    const [first, last] = [points[0], points.at(-1)]
    if (!isKept || !first || !last || points.length < 2) return
    const area = parts.tool === 'rectangle' ? listCorners(spanRectangle(first, last, parts.image)) : points
    parts.painter.current?.apply({ type: 'area', erases, points: area })
  }

  const handleWheel = useEffectEvent((event: WheelEvent) => {
    event.preventDefault()
    // With Shift, some systems scroll sideways.
    const delta = event.deltaY === 0 ? event.deltaX : event.deltaY
    if (event.shiftKey || event.altKey) parts.onStep(clampStep(parts.step - delta * STEPS_PER_PIXEL))
    // A pinch on a touchpad arrives as wheel events with Control, in small steps.
    else parts.stage.zoomBy(Math.exp(-delta * ZOOM_PER_PIXEL * (event.ctrlKey ? 4 : 1)), locate(event))
  })
  const { element } = parts
  useEffect(() => {
    const stage = element.current
    // React's own listener is passive and can't keep the window from zooming.
    stage?.addEventListener('wheel', handleWheel, { passive: false })
    return () => stage?.removeEventListener('wheel', handleWheel)
  }, [element])

  return {
    onPointerDown: (event: ReactPointerEvent) => {
      if (event.button > 1) return
      event.currentTarget.setPointerCapture(event.pointerId)
      if (fingers.down(event, locate(event))) {
        end(false)
        gesture.current = { type: 'pinch' }
      } else if (!gesture.current) begin(event)
    },
    onPointerMove: (event: ReactPointerEvent) => {
      parts.onHover(event.pointerType === 'touch' ? undefined : locate(event))
      const pinch = fingers.move(event, locate(event))
      if (pinch) parts.stage.pinch(pinch)
      else move(event)
    },
    onPointerUp: (event: ReactPointerEvent) => {
      fingers.up(event)
      end(true)
    },
    onPointerCancel: (event: ReactPointerEvent) => {
      fingers.up(event)
      end(false)
    },
    onPointerLeave: () => parts.onHover(undefined),
  }
}
