import { useLayoutEffect, useState, type RefObject } from 'react'
import { rowsInView, type RowRange } from './visible-rows'

interface Rows {
  readonly scroller: RefObject<HTMLElement | null>
  /** As tall as all its rows together. */
  readonly list: RefObject<HTMLElement | null>
  readonly count: number
  readonly rowHeight: number
}

/** Returns the rows needed for the current view. */
export function useVisibleRows({ scroller, list, count, rowHeight }: Rows): RowRange {
  const [range, setRange] = useState<RowRange>({ first: 0, end: Math.min(count, 20) })
  useLayoutEffect(() => {
    const view = scroller.current
    const content = list.current
    if (!view || !content) return
    const look = (): void => {
      const top = view.getBoundingClientRect().top - content.getBoundingClientRect().top
      const next = rowsInView({ top, height: view.clientHeight, rowHeight, count })
      setRange((before) => (before.first === next.first && before.end === next.end ? before : next))
    }
    look()
    // Elements above the list may change their height, too.
    const observer = new ResizeObserver(look)
    observer.observe(view)
    if (view.firstElementChild) observer.observe(view.firstElementChild)
    view.addEventListener('scroll', look, { passive: true })
    return () => {
      observer.disconnect()
      view.removeEventListener('scroll', look)
    }
  }, [scroller, list, count, rowHeight])
  return range
}
