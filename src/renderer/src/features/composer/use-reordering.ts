import { useRef, useState, type DragEvent, type KeyboardEvent, type PointerEvent } from 'react'

/** How far the pointer must move to drag rather than click, in CSS pixels. */
const SLACK = 5

interface Reordering {
  /** Props for each item of the list. `isTarget`: the dragged item would be dropped here. */
  readonly bind: (index: number) => {
    readonly 'data-drop-target': true | undefined
    readonly onKeyDown: (event: KeyboardEvent) => void
  }
  /** Props for an item's drag handle. */
  readonly bindHandle: (index: number) => {
    readonly onDragStart: (event: DragEvent) => void
    readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void
    readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void
    readonly onPointerUp: () => void
    readonly onPointerCancel: () => void
  }
}

interface Drag {
  readonly from: number
  readonly to: number
  readonly start: { readonly x: number; readonly y: number }
}

/** Reorders a list by dragging an item onto another's place, or by Alt with the arrow keys. */
export function useReordering(count: number, onMove: (from: number, to: number) => void): Reordering {
  const [drag, setDrag] = useState<Drag>()
  const list = useRef<HTMLElement>(null)
  const move = (from: number, to: number): void => {
    if (to !== from && to >= 0 && to < count) onMove(from, to)
  }
  return {
    bind: (index) => ({
      'data-drop-target': drag && drag.to === index && drag.from !== index ? true : undefined,
      onKeyDown: (event) => {
        const by = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0
        if (by === 0 || !event.altKey || event.ctrlKey || event.metaKey) return
        event.preventDefault()
        move(index, index + by)
      },
    }),
    bindHandle: (index) => ({
      // Otherwise the image would be dragged as a file.
      onDragStart: (event) => event.preventDefault(),
      onPointerDown: (event) => {
        if (event.button !== 0 || count < 2 || (event.target as Element).closest('button')) return
        event.currentTarget.setPointerCapture(event.pointerId)
        list.current = event.currentTarget.closest('ul')
        setDrag({ from: index, to: index, start: { x: event.clientX, y: event.clientY } })
      },
      onPointerMove: ({ clientX, clientY }) => {
        if (!drag || Math.hypot(clientX - drag.start.x, clientY - drag.start.y) < SLACK) return
        const to = findItem(list.current, clientX, clientY)
        if (to !== undefined && to !== drag.to) setDrag({ ...drag, to })
      },
      onPointerUp: () => {
        setDrag(undefined)
        if (drag) move(drag.from, drag.to)
      },
      onPointerCancel: () => setDrag(undefined),
    }),
  }
}

/** Returns the item under a point of the window. */
function findItem(list: HTMLElement | null, x: number, y: number): number | undefined {
  const at = [...(list?.children ?? [])].findIndex((item) => {
    const { left, right, top, bottom } = item.getBoundingClientRect()
    return x >= left && x <= right && y >= top && y <= bottom
  })
  return at < 0 ? undefined : at
}
