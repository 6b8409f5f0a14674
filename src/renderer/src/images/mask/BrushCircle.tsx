import type { RefObject } from 'react'
import type { Point } from './commands'

/** Where the brush would paint: black on white, visible on every image. */
export function BrushCircle({
  ref,
  diameter,
}: {
  readonly ref: RefObject<HTMLDivElement | null>
  readonly diameter: number
}) {
  return (
    <div
      ref={ref}
      aria-hidden
      style={{ width: diameter, height: diameter }}
      className="pointer-events-none invisible absolute top-0 left-0 -translate-1/2 rounded-full border border-[white] outline outline-[black]"
    />
  )
}

/** Moves the circle without a render, so that it follows the pointer in the same frame. */
export function placeCircle(circle: HTMLDivElement | null, point: Point | undefined): void {
  if (!circle) return
  circle.style.visibility = point ? 'visible' : 'hidden'
  if (point) circle.style.transform = `translate(${point.x}px, ${point.y}px)`
}
