import { useEffect, useLayoutEffect, useState, type RefObject } from 'react'
import { flushSync } from 'react-dom'
import { HEADING_HEIGHT, ROW_HEIGHT, type ListView, type ModelPlaces, type PlacedRow } from './place-models'

export interface DrawnRows {
  /** The visible part of the list. Undefined until the list has its height, just before the first paint. */
  readonly view: ListView | undefined
  readonly handleScroll: () => void
  /** Scrolls the row into view, as little as possible. */
  readonly reveal: (row: number) => void
}

/** Rendered above and below the view, so a fast wheel shows no gap. */
const ROWS_AROUND = 6
/** How far the view moves before other rows are rendered. */
const STEP = 4 * ROW_HEIGHT
/** Space kept between a revealed row and the lower edge. */
const EDGE = 12

/**
 * Finds the visible rows of a long list. If the chosen row (-1: none) is further down, the list opens with it in the
 * middle, next to similar ones.
 */
export function useDrawnRows(list: RefObject<HTMLElement | null>, places: ModelPlaces, chosen: number): DrawnRows {
  const [view, setView] = useState<ListView>()
  const handleScroll = (): void => {
    if (!list.current) return
    const top = roundDown(list.current.scrollTop)
    const height = list.current.clientHeight + STEP
    setView((before) =>
      before?.top === top && before.height === height ? before : { top, height, around: ROWS_AROUND },
    )
  }

  useEffect(() => {
    const element = list.current
    if (!element) return undefined
    let isPlaced = false
    let frame = 0
    // The popover gets its position and height only after rendering, in several steps, each of which restyles its
    // content. This runs after them and before the first paint, so the rows are styled once.
    const observer = new ResizeObserver(() => {
      if (isPlaced) return flushSync(handleScroll)
      isPlaced = true
      const row = places.rows[chosen]
      if (row && row.top + ROW_HEIGHT > element.clientHeight) element.scrollTop = row.top - element.clientHeight / 2
      const { scrollTop: top, clientHeight: height } = element
      // Only the visible rows, so the list appears in the next frame. The rows around them follow one frame later.
      flushSync(() => setView({ top, height, around: 0 }))
      frame = requestAnimationFrame(handleScroll)
    })
    observer.observe(element)
    return () => {
      observer.disconnect()
      cancelAnimationFrame(frame)
    }
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only when it opens
  }, [])

  return {
    view,
    handleScroll,
    reveal: (index) => {
      const element = list.current
      const row = places.rows[index]
      if (!element || !row) return
      // Leaves room for the heading at the top.
      const highest = index === 0 ? 0 : row.top - HEADING_HEIGHT
      const lowest = row.top + ROW_HEIGHT + EDGE - element.clientHeight
      if (element.scrollTop > highest) element.scrollTop = highest
      else if (element.scrollTop < lowest) element.scrollTop = lowest
    },
  }
}

function roundDown(top: number): number {
  return Math.max(0, Math.floor(top / STEP) * STEP)
}

/**
 * Keeps this row in place when rows above it are added or removed, as with favorites. Search results start at the top
 * instead.
 */
export function useStillRow(list: RefObject<HTMLElement | null>, row: PlacedRow | undefined, query: string): void {
  const [before] = useState<{ key?: string; top: number; query: string }>({ top: 0, query: '' })
  useLayoutEffect(() => {
    if (!row) return
    const moved = row.top - before.top
    if (list.current && moved !== 0 && before.key === row.key && before.query === query) {
      list.current.scrollBy({ top: moved, behavior: 'instant' })
    }
    Object.assign(before, { key: row.key, top: row.top, query })
  }, [before, list, row, query])
}
