import { useCallback, useEffect, useLayoutEffect, useRef, useState, type PointerEvent, type RefObject } from 'react'
import type { Dimensions } from '@shared/image-options'
import { Fingers } from '../fingers'
import { actualView, fitView, keepInside, zoomAbout, type View } from './zoom'

export interface Zoom {
  readonly stage: RefObject<HTMLDivElement | null>
  readonly view: View
  readonly fitted: boolean
  readonly zoomBy: (factor: number) => void
  readonly fit: () => void
  readonly showActual: () => void
  /** Switches between fitted and actual size. */
  readonly toggle: () => void
  /** Whether the last press moved the image. */
  readonly hasPanned: () => boolean
  readonly onPointerDown: (event: PointerEvent) => void
  readonly onPointerMove: (event: PointerEvent) => void
  /** Also for a canceled pointer. */
  readonly onPointerUp: (event: PointerEvent) => void
}

/** One notch of a mouse wheel (100 pixels) zooms by about a fifth. */
const PER_WHEEL_PIXEL = 0.002

/** The view of one image: fitted at first, then changed by wheel, drag and pinch. */
export function useZoom(image: Dimensions): Zoom {
  const stage = useRef<HTMLDivElement>(null)
  const [size, setSize] = useState<Dimensions>({ width: 1, height: 1 })
  /** Undefined: fitted, also when the window is resized. */
  const [chosen, setChosen] = useState<View>()
  const { width, height } = image
  const panned = useRef(false)
  const [fingers] = useState(() => new Fingers())
  const view = chosen ?? fitView({ width, height }, size)

  useLayoutEffect(() => {
    const element = stage.current
    if (!element) return
    const measure = (): void => setSize({ width: element.clientWidth, height: element.clientHeight })
    // Before the first frame: the observer first reports after it, and the image would flash as a dot.
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  const zoom = useCallback(
    (factor: number, point: { readonly x: number; readonly y: number }) =>
      setChosen((was) => {
        const whole = fitView({ width, height }, size)
        const next = zoomAbout(was ?? whole, factor, point, { width, height }, size)
        return next.scale <= whole.scale ? undefined : next
      }),
    [width, height, size],
  )

  const move = ({ x, y }: { readonly x: number; readonly y: number }): void =>
    setChosen((was) => was && keepInside({ ...was, x: was.x + x, y: was.y + y }, { width, height }, size))

  useEffect(() => {
    const element = stage.current
    if (!element) return
    const handleWheel = (event: WheelEvent): void => {
      event.preventDefault()
      zoom(Math.exp(-event.deltaY * PER_WHEEL_PIXEL * (event.ctrlKey ? 4 : 1)), locate(element, event))
    }
    // React's own listener is passive and can't keep the page from scrolling.
    element.addEventListener('wheel', handleWheel, { passive: false })
    return () => element.removeEventListener('wheel', handleWheel)
  }, [zoom])

  return {
    stage,
    view,
    fitted: chosen === undefined,
    zoomBy: (factor) => zoom(factor, { x: 0, y: 0 }),
    fit: () => setChosen(undefined),
    showActual: () => setChosen(actualView()),
    toggle: () => setChosen(chosen === undefined ? actualView() : undefined),
    hasPanned: () => panned.current,
    onPointerDown: (event) => {
      panned.current = fingers.down(event, locate(event.currentTarget, event))
      if (event.button === 0 && chosen) event.currentTarget.setPointerCapture(event.pointerId)
    },
    onPointerMove: (event) => {
      const pinch = fingers.move(event, locate(event.currentTarget, event))
      if (pinch) {
        move(pinch.by)
        zoom(pinch.factor, pinch.about)
        return
      }
      if (!chosen || !event.currentTarget.hasPointerCapture(event.pointerId)) return
      panned.current = true
      move({ x: event.movementX, y: event.movementY })
    },
    onPointerUp: (event) => fingers.up(event),
  }
}

/** Returns the position of a pointer relative to the middle of the stage. */
function locate(stage: Element, { clientX, clientY }: { readonly clientX: number; readonly clientY: number }) {
  const { left, top } = stage.getBoundingClientRect()
  return { x: clientX - left - stage.clientWidth / 2, y: clientY - top - stage.clientHeight / 2 }
}
