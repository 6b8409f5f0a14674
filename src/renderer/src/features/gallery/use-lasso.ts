import { useEffect, useRef, useState, type PointerEvent, type RefObject } from 'react'
import type { Area, Point } from './find-in-area'

interface LassoParts {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly inner: RefObject<HTMLDivElement | null>
  readonly onStart: () => void
  /** Called when the area changes. `adds`: to what was selected when it started. */
  readonly onChange: (area: Area, adds: boolean) => void
  /** Escape was pressed while drawing. */
  readonly onCancel: () => void
  /** The background was clicked. */
  readonly onClick: (adds: boolean) => void
}

export interface Lasso {
  /** Undefined while not drawing. */
  readonly area: Area | undefined
  readonly onPointerDown: (event: PointerEvent) => void
}

/** A shorter movement is a click with an unsteady hand. Pixels. */
const LEAST_WAY = 4
/** Pixels per frame for each pixel that the pointer is beyond the edge: the farther, the faster. */
const SCROLL_SPEED = 0.25

/**
 * Draws a rectangle over the grid, starting in a gap between images, or with Alt anywhere, because dragging an image
 * takes it out of the window. The grid scrolls at its upper and lower edge.
 */
export function useLasso(parts: LassoParts): Lasso {
  const { scroller, inner } = parts
  /** Images may be added while drawing. */
  const latest = useRef(parts)
  useEffect(() => {
    latest.current = parts
  })
  const [area, setArea] = useState<Area>()
  const end = useRef<() => void>(undefined)
  useEffect(() => () => end.current?.(), [])

  const onPointerDown = (event: PointerEvent): void => {
    const view = scroller.current
    const grid = inner.current
    const target = event.target as Element
    if (!view || !grid || event.button !== 0 || event.pointerType !== 'mouse') return
    if (!event.altKey && target.closest('[data-image]')) return
    // Leave the scrollbar to the browser.
    if (event.clientX >= view.getBoundingClientRect().left + view.clientWidth) return
    const adds = event.shiftKey || event.ctrlKey || event.metaKey
    const locate = ({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }): Point => {
      const { left, top } = grid.getBoundingClientRect()
      return { x: clientX - left, y: clientY - top }
    }
    const from = locate(event)
    latest.current.onStart()
    let pointer = { clientX: event.clientX, clientY: event.clientY }
    let isDrawn = false
    let frame = 0
    const draw = (): void => {
      const to = locate(pointer)
      isDrawn ||= Math.hypot(to.x - from.x, to.y - from.y) >= LEAST_WAY
      if (!isDrawn) return
      setArea({ from, to })
      latest.current.onChange({ from, to }, adds)
    }
    const scroll = (): void => {
      const { top, bottom } = view.getBoundingClientRect()
      const beyond = Math.min(0, pointer.clientY - top) + Math.max(0, pointer.clientY - bottom)
      if (isDrawn && beyond !== 0) {
        const before = view.scrollTop
        view.scrollTop += beyond * SCROLL_SPEED
        if (view.scrollTop !== before) draw()
      }
      frame = requestAnimationFrame(scroll)
    }
    const move = (moved: globalThis.PointerEvent): void => {
      pointer = { clientX: moved.clientX, clientY: moved.clientY }
      draw()
    }
    const cancel = (pressed: KeyboardEvent): void => {
      if (pressed.key !== 'Escape') return
      pressed.preventDefault()
      pressed.stopPropagation()
      stop()
      latest.current.onCancel()
    }
    const stop = (): void => {
      cancelAnimationFrame(frame)
      window.removeEventListener('keydown', cancel, { capture: true })
      window.removeEventListener('pointermove', move)
      window.removeEventListener('pointerup', up)
      window.removeEventListener('pointercancel', stop)
      setArea(undefined)
      end.current = undefined
    }
    const up = (): void => {
      // Ignores the click that follows on whatever is under the pointer.
      if (isDrawn) window.addEventListener('click', swallow, { capture: true, once: true })
      setTimeout(() => window.removeEventListener('click', swallow, { capture: true }))
      if (!isDrawn && !target.closest('[data-image]')) latest.current.onClick(adds)
      stop()
    }
    const swallow = (click: MouseEvent): void => click.stopPropagation()
    // Prevents selecting text and, with Alt, dragging an image.
    event.preventDefault()
    grid.querySelector<HTMLElement>('[data-image][tabindex="0"]')?.focus({ preventScroll: true })
    window.addEventListener('keydown', cancel, { capture: true })
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', up)
    window.addEventListener('pointercancel', stop)
    frame = requestAnimationFrame(scroll)
    end.current = stop
  }
  return { area, onPointerDown }
}
