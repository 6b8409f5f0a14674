import { useEffect, useEffectEvent, type KeyboardEvent, type RefObject } from 'react'
import { ZOOM_STEP } from '../mask/mask-keys'
import { ZOOM_PER_PIXEL } from '../mask/use-pointers'
import type { Stage } from '../mask/use-stage'

/** How far one press of an arrow key pans, in CSS pixels. */
const PAN_STEP = 48

const PANS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [1, 0],
  ArrowRight: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
}

/** Zooms around the pointer with the wheel. Returns a key handler, which returns true for keys that it handled. */
export function useZoom(element: RefObject<HTMLElement | null>, stage: Stage): (event: KeyboardEvent) => boolean {
  const handleWheel = useEffectEvent((event: WheelEvent) => {
    event.preventDefault()
    const box = element.current?.getBoundingClientRect()
    const about = { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) }
    // A pinch on a touchpad arrives as wheel events with Control, in small steps.
    stage.zoomBy(Math.exp(-event.deltaY * ZOOM_PER_PIXEL * (event.ctrlKey ? 4 : 1)), about)
  })
  useEffect(() => {
    const { current } = element
    // React's own listener is passive and can't keep the window from zooming.
    current?.addEventListener('wheel', handleWheel, { passive: false })
    return () => current?.removeEventListener('wheel', handleWheel)
  }, [element])
  return ({ key, ctrlKey, metaKey, altKey }) => {
    if (ctrlKey || metaKey || altKey) return false
    const [x, y] = PANS[key] ?? [0, 0]
    if (x !== 0 || y !== 0) {
      if (stage.isFitted) return false
      stage.panBy({ x: x * PAN_STEP, y: y * PAN_STEP })
    } else if (key === '+' || key === '=') stage.zoomBy(ZOOM_STEP)
    else if (key === '-') stage.zoomBy(1 / ZOOM_STEP)
    else if (key === '0') stage.fit()
    else if (key === '1') stage.showActual()
    else return false
    return true
  }
}
