import { useCallback, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react'
import { arrangeGrid, findRowAt, findRowByIndex, limitRatio, measureGrid, type GridRow } from './arrange-grid'
import type { GalleryImage } from './model'
import type { GalleryStore } from './store'

/** Between images, in pixels. */
export const GAP = 8
/** Rendered above and below the view, so a flick of the wheel shows images. Pixels. */
const MARGIN = 600

export interface GridWindow {
  readonly scroller: RefObject<HTMLDivElement | null>
  /** The element that sets the rows' width. */
  readonly inner: RefObject<HTMLDivElement | null>
  readonly rows: readonly GridRow[]
  readonly ratios: readonly number[]
  readonly height: number
  /** The rows to render; `end` is exclusive. */
  readonly first: number
  readonly end: number
  readonly onScroll: () => void
  readonly scrollToImage: (index: number) => void
  /** How many rows fit. */
  readonly countRowsInView: () => number
}

/**
 * Computes the rows and which of them are in view. The image in view stays in view when rows change, and when the
 * gallery is reopened.
 */
export function useGridWindow(
  images: readonly GalleryImage[],
  rowHeight: number,
  { readPlace, keepPlace }: Pick<GalleryStore, 'readPlace' | 'keepPlace'>,
): GridWindow {
  const scroller = useRef<HTMLDivElement>(null)
  const inner = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  const [range, setRange] = useState({ first: 0, end: 0 })
  const ratios = useMemo(() => images.map(({ image }) => limitRatio(image.width, image.height)), [images])
  const rows = useMemo(
    () => (width === 0 ? [] : arrangeGrid(ratios, { width, rowHeight, gap: GAP })),
    [ratios, width, rowHeight],
  )

  const update = useCallback(() => {
    const view = scroller.current
    if (!view || rows.length === 0) return
    const { scrollTop, clientHeight } = view
    const first = findRowAt(rows, scrollTop - MARGIN)
    const end = findRowAt(rows, scrollTop + clientHeight + MARGIN) + 1
    setRange((was) => (was.first === first && was.end === end ? was : { first, end }))
    const top = rows[findRowAt(rows, scrollTop)]
    const id = top && images[top.start]?.image.attachmentId
    keepPlace(id && scrollTop > 0 ? { id, offset: scrollTop - top.top } : undefined)
  }, [rows, images, keepPlace])

  useLayoutEffect(() => {
    const element = inner.current
    if (!element) return
    const observer = new ResizeObserver(() => setWidth(element.clientWidth))
    observer.observe(element)
    setWidth(element.clientWidth)
    return () => observer.disconnect()
  }, [])

  useLayoutEffect(() => {
    const kept = readPlace()
    const index = kept ? images.findIndex(({ image }) => image.attachmentId === kept.id) : -1
    const row = index < 0 ? undefined : rows[findRowByIndex(rows, index)]
    if (kept && row && scroller.current) scroller.current.scrollTop = row.top + Math.min(kept.offset, row.height)
    update()
  }, [rows, images, update, readPlace])

  return {
    scroller,
    inner,
    rows,
    ratios,
    height: measureGrid(rows),
    first: Math.min(range.first, Math.max(0, rows.length - 1)),
    end: Math.min(range.end, rows.length),
    onScroll: update,
    scrollToImage: (index) => {
      const view = scroller.current
      const row = rows[findRowByIndex(rows, index)]
      if (!view || !row) return
      if (row.top < view.scrollTop) view.scrollTop = row.top
      else if (row.top + row.height > view.scrollTop + view.clientHeight - GAP) {
        view.scrollTop = row.top + row.height - view.clientHeight + 2 * GAP
      }
      update()
    },
    countRowsInView: () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / (rowHeight + GAP))),
  }
}
