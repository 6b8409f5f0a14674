import { useCallback, useEffect, useLayoutEffect, useRef, useState, type PointerEvent, type RefObject } from 'react'
import type { Dimensions } from '@shared/image-options'
import { actualView, fitView, keepInside, zoomAbout, type View } from './zoom'

export interface Zoom {
  readonly stage: RefObject<HTMLDivElement | null>
  readonly view: View
  readonly fitted: boolean
  readonly zoomBy: (factor: number) => void
  readonly fit: () => void
  readonly showActual: () => void
  /** The one of the two that is not there. */
  readonly toggle: () => void
  /** Whether the last press moved the image. */
  readonly hasPanned: () => boolean
  readonly onPointerDown: (event: PointerEvent) => void
  readonly onPointerMove: (event: PointerEvent) => void
}

/** One notch of a mouse wheel (100) is about a fifth. */
const PER_WHEEL_PIXEL = 0.002

/** The view of one image: fits at first, follows wheel, drag and the size of the window. */
export function useZoom(image: Dimensions): Zoom {
  const stage = useRef<HTMLDivElement>(null)
  const [size, setSize] = useState<Dimensions>({ width: 1, height: 1 })
  /** Undefined: fitted, whatever the window does. */
  const [chosen, setChosen] = useState<View>()
  const { width, height } = image
  const panned = useRef(false)
  const view = chosen ?? fitView({ width, height }, size)

  useLayoutEffect(() => {
    const element = stage.current
    if (!element) return
    const measure = (): void => setSize({ width: element.clientWidth, height: element.clientHeight })
    // Before the first frame: the observer's first report would come after it, and the image would flash as a dot.
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

  useEffect(() => {
    const element = stage.current
    if (!element) return
    const handleWheel = (event: WheelEvent): void => {
      event.preventDefault()
      const { left, top } = element.getBoundingClientRect()
      const point = {
        x: event.clientX - left - element.clientWidth / 2,
        y: event.clientY - top - element.clientHeight / 2,
      }
      zoom(Math.exp(-event.deltaY * PER_WHEEL_PIXEL * (event.ctrlKey ? 4 : 1)), point)
    }
    // React's own listener is passive and could not keep the page from scrolling.
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
      panned.current = false
      if (event.button === 0 && chosen) event.currentTarget.setPointerCapture(event.pointerId)
    },
    onPointerMove: (event) => {
      if (!chosen || !event.currentTarget.hasPointerCapture(event.pointerId)) return
      panned.current = true
      setChosen(keepInside({ ...chosen, x: chosen.x + event.movementX, y: chosen.y + event.movementY }, image, size))
    },
  }
}
