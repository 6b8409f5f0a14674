import { useCallback, useEffect, useLayoutEffect, useRef, useState, type PointerEvent, type RefObject } from 'react'
import type { Dimensions } from '@shared/image-options'
import { Fingers } from '../fingers'
import { panBy, WHOLE_VIEW, zoomAt, type LockedView, type Point } from './locked-view'

export interface LockedZoom {
  /** Contains all panes, each marked with `data-pane`. */
  readonly stage: RefObject<HTMLDivElement | null>
  /** The size of the stage, in pixels. */
  readonly room: Dimensions
  readonly view: LockedView
  readonly zoomBy: (factor: number) => void
  readonly pan: (by: Point) => void
  readonly fit: () => void
  /** Whether the last press moved the images. */
  readonly hasPanned: () => boolean
  readonly onPointerDown: (event: PointerEvent) => void
  readonly onPointerMove: (event: PointerEvent) => void
  /** Also for a canceled pointer. */
  readonly onPointerUp: (event: PointerEvent) => void
}

/** One notch of a mouse wheel (100 pixels) zooms by about a fifth. */
const PER_WHEEL_PIXEL = 0.002

/** The shared view of all images in `stage`. Wheel, pinch and drag over any of them change it. */
export function useLockedView(): LockedZoom {
  const stage = useRef<HTMLDivElement>(null)
  const [room, setRoom] = useState<Dimensions>({ width: 1, height: 1 })
  const [view, setView] = useState(WHOLE_VIEW)
  const panned = useRef(false)
  const [fingers] = useState(() => new Fingers())
  const pan = useCallback((by: Point) => setView((was) => panBy(was, by)), [])

  useLayoutEffect(() => {
    const element = stage.current
    if (!element) return
    const measure = (): void => setRoom({ width: element.clientWidth, height: element.clientHeight })
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  useEffect(() => {
    const element = stage.current
    if (!element) return
    const handleWheel = (event: WheelEvent): void => {
      event.preventDefault()
      const point = locate(event.target, event)
      setView((was) => zoomAt(was, Math.exp(-event.deltaY * PER_WHEEL_PIXEL * (event.ctrlKey ? 4 : 1)), point))
    }
    // React's own listener is passive and can't keep the page from scrolling.
    element.addEventListener('wheel', handleWheel, { passive: false })
    return () => element.removeEventListener('wheel', handleWheel)
  }, [])

  return {
    stage,
    room,
    view,
    zoomBy: (factor) => setView((was) => zoomAt(was, factor, { x: 0, y: 0 })),
    pan,
    fit: () => setView(WHOLE_VIEW),
    hasPanned: () => panned.current,
    onPointerDown: (event) => {
      const isSecond = fingers.down(event, { x: event.clientX, y: event.clientY })
      // A pinch isn't a click, which would show the next image.
      panned.current = isSecond
      if (event.button === 0 && findPane(event.target)) event.currentTarget.setPointerCapture(event.pointerId)
    },
    onPointerMove: (event) => {
      const pinch = fingers.move(event, { x: event.clientX, y: event.clientY })
      const pane = event.currentTarget.querySelector('[data-pane]')
      if (!pane) return
      if (pinch) {
        const { factor, by, about } = pinch
        const middle = document.elementFromPoint(about.x, about.y)
        const point = locate(middle, { clientX: about.x, clientY: about.y })
        setView((was) => zoomAt(panBy(was, toShares(by, pane)), factor, point))
        return
      }
      if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
      if (event.movementX !== 0 || event.movementY !== 0) panned.current = true
      pan(toShares({ x: event.movementX, y: event.movementY }, pane))
    },
    onPointerUp: (event) => fingers.up(event),
  }
}

function toShares({ x, y }: Point, pane: Element): Point {
  return { x: x / pane.clientWidth, y: y / pane.clientHeight }
}

function findPane(target: EventTarget | null): Element | null {
  return target instanceof Element ? target.closest('[data-pane]') : null
}

/** Returns where the pointer is in its pane, or the center if it's over none. */
function locate(target: EventTarget | null, pointer: { readonly clientX: number; readonly clientY: number }): Point {
  const box = findPane(target)?.getBoundingClientRect()
  if (!box) return { x: 0, y: 0 }
  return { x: (pointer.clientX - box.left) / box.width - 0.5, y: (pointer.clientY - box.top) / box.height - 0.5 }
}
