import { useEffectEvent, useLayoutEffect, useState, type RefObject } from 'react'

export interface RowRange {
  readonly first: number
  /** Exclusive. */
  readonly end: number
}

/** Rows rendered above and below the view, for fast scrolling and for Tab. */
const MARGIN = 6
/** Ranges start and end at whole blocks, so that scrolling by a few pixels re-renders nothing. */
const BLOCK = 4

/** Finds the equally high rows in and near the view. `top`: how far the first row is below the edge of the scroller. */
export function findVisibleRows(
  view: { readonly scrollTop: number; readonly clientHeight: number },
  { top, rowHeight, count }: { readonly top: number; readonly rowHeight: number; readonly count: number },
): RowRange {
  const clamp = (row: number): number => Math.max(0, Math.min(count, row))
  const first = Math.floor((view.scrollTop - top) / rowHeight) - MARGIN
  const end = Math.ceil((view.scrollTop + view.clientHeight - top) / rowHeight) + MARGIN
  return { first: clamp(Math.floor(first / BLOCK) * BLOCK), end: clamp(Math.ceil(end / BLOCK) * BLOCK) }
}

interface View {
  readonly scrollTop: number
  readonly clientHeight: number
  readonly top: number
  readonly width: number
}

const NO_VIEW: View = { scrollTop: 0, clientHeight: 0, top: 0, width: 0 }
/** Scrolling by less re-renders nothing. Pixels, far less than what is rendered beyond the view. */
const STEP = 64

/** Follows the view of a scroller: its width, and which rows to render. */
export function useVisibleRows(
  scroller: RefObject<HTMLElement | null>,
  list: RefObject<HTMLElement | null>,
  arrange: (width: number) => { readonly rowHeight: number; readonly count: number },
): RowRange & { readonly width: number; readonly onScroll: () => void } {
  const [view, setView] = useState(NO_VIEW)
  const look = (): void => {
    const [outer, inner] = [scroller.current, list.current]
    if (!outer || !inner) return
    const { clientHeight } = outer
    const scrollTop = Math.round(outer.scrollTop / STEP) * STEP
    const next = { scrollTop, clientHeight, top: inner.offsetTop, width: inner.clientWidth }
    setView((was) => (JSON.stringify(was) === JSON.stringify(next) ? was : next))
  }
  const lookAgain = useEffectEvent(look)
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    lookAgain()
    const observer = new ResizeObserver(() => lookAgain())
    observer.observe(element)
    return () => observer.disconnect()
  }, [scroller])
  return { ...findVisibleRows(view, { top: view.top, ...arrange(view.width) }), width: view.width, onScroll: look }
}
