import type { PointerEvent } from 'react'
import { classNames } from '@/lib/class-names'
import type { Handle } from './crop-rectangle'

interface EdgeHandlesProps {
  readonly handles: readonly Handle[]
  readonly onBegin: (event: PointerEvent<HTMLElement>, handle: Handle) => void
  readonly onPointerMove: (event: PointerEvent) => void
  readonly onPointerUp: () => void
  readonly onPointerCancel: () => void
}

/** The handles at the edges and corners of a frame, for a pointer. */
export function EdgeHandles({ handles, onBegin, ...pointers }: EdgeHandlesProps) {
  return handles.map((handle) => (
    <span
      key={handle}
      aria-hidden
      onPointerDown={(event) => onBegin(event, handle)}
      {...pointers}
      className={classNames('absolute flex size-6 touch-none items-center justify-center', PLACES[handle])}
    >
      <span className="size-2.5 rounded-full border border-[black] bg-[white]" />
    </span>
  ))
}

const PLACES: Record<Handle, string> = {
  nw: '-top-3 -left-3 cursor-nwse-resize',
  n: '-top-3 left-1/2 -translate-x-1/2 cursor-ns-resize',
  ne: '-top-3 -right-3 cursor-nesw-resize',
  e: 'top-1/2 -right-3 -translate-y-1/2 cursor-ew-resize',
  se: '-right-3 -bottom-3 cursor-nwse-resize',
  s: '-bottom-3 left-1/2 -translate-x-1/2 cursor-ns-resize',
  sw: '-bottom-3 -left-3 cursor-nesw-resize',
  w: 'top-1/2 -left-3 -translate-y-1/2 cursor-ew-resize',
}
