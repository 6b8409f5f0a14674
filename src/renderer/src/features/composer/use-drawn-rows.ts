import { useEffect, useLayoutEffect, useState, type RefObject } from 'react'
import { flushSync } from 'react-dom'
import { HEADING_HEIGHT, ROW_HEIGHT, type ListView, type ModelPlaces, type PlacedRow } from './place-models'

export interface DrawnRows {
  /** The part of the list that is drawn. Undefined until the list has its height, just before the first paint. */
  readonly view: ListView | undefined
  readonly handleScroll: () => void
  /** Scrolls as little as possible. */
  readonly reveal: (row: number) => void
}

/** Drawn above and below the view, so that a fast wheel shows no gap. */
const ROWS_AROUND = 6
/** A view moves by this much before other rows are drawn. */
const STEP = 4 * ROW_HEIGHT
/** Left between a row that was moved to and the lower edge. */
const EDGE = 12

/**
 * Which rows of a long list are in sight. A list whose chosen row (-1: none) is further down begins with that one in the
 * middle, so that what is like it is around it.
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
    // The popover learns its place and height only after it was rendered, in several steps, each of which styles all that
    // is in it. This is called after them and before the first paint, so the rows are styled once.
    const observer = new ResizeObserver(() => {
      if (isPlaced) return flushSync(handleScroll)
      isPlaced = true
      const row = places.rows[chosen]
      if (row && row.top + ROW_HEIGHT > element.clientHeight) element.scrollTop = row.top - element.clientHeight / 2
      const { scrollTop: top, clientHeight: height } = element
      // Only what is seen at once, so that the list is there in the next frame. The rows around it come in the one after.
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
      // The heading stays at the upper edge.
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
 * Keeps this row where it is when others come or go above it, as favorites do. What a search finds begins at the top
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
