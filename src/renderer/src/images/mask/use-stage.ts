import { useCallback, useLayoutEffect, useState, type RefObject } from 'react'
import type { Dimensions } from '@shared/image-options'
import type { Pinch } from '../fingers'
import { actualView, fitView, keepInside, zoomAbout, type View } from '../lightbox/zoom'
import type { Point } from './commands'

export interface Stage {
  readonly size: Dimensions
  readonly view: View
  readonly isFitted: boolean
  /** Zooms around a point, measured from the stage's upper left corner. Default: the middle of the stage. */
  readonly zoomBy: (factor: number, about?: Point) => void
  readonly panBy: (by: Point) => void
  readonly pinch: (pinch: Pinch) => void
  readonly fit: () => void
  readonly showActual: () => void
}

/** Returns the size of an element, in CSS pixels. */
export function useStageSize(element: RefObject<HTMLDivElement | null>): Dimensions {
  const [size, setSize] = useState<Dimensions>({ width: 1, height: 1 })
  useLayoutEffect(() => {
    const stage = element.current
    if (!stage) return undefined
    const measure = (): void => setSize({ width: stage.clientWidth, height: stage.clientHeight })
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(stage)
    return () => observer.disconnect()
  }, [element])
  return size
}

/** Where the image is shown: fitted at first, then as it was zoomed and panned. */
export function useStage(element: RefObject<HTMLDivElement | null>, { width, height }: Dimensions): Stage {
  const size = useStageSize(element)
  /** Undefined: fitted, also when the window is resized. */
  const [chosen, setChosen] = useState<View>()
  const view = chosen ?? fitView({ width, height }, size)

  const zoomBy = useCallback(
    (factor: number, about?: Point) =>
      setChosen((was) => {
        const whole = fitView({ width, height }, size)
        const point = about ? { x: about.x - size.width / 2, y: about.y - size.height / 2 } : { x: 0, y: 0 }
        const next = zoomAbout(was ?? whole, factor, point, { width, height }, size)
        return next.scale <= whole.scale ? undefined : next
      }),
    [width, height, size],
  )
  const panBy = useCallback(
    (by: Point) =>
      setChosen((was) => was && keepInside({ ...was, x: was.x + by.x, y: was.y + by.y }, { width, height }, size)),
    [width, height, size],
  )
  return {
    size,
    view,
    isFitted: chosen === undefined,
    zoomBy,
    panBy,
    pinch: ({ factor, by, about }) => {
      panBy(by)
      zoomBy(factor, about)
    },
    fit: () => setChosen(undefined),
    showActual: () => setChosen(actualView()),
  }
}
