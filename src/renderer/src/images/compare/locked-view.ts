/** One view for several images: all show the same part. Lengths are fractions of a pane; its center is the origin. */
export interface LockedView {
  /** 1: the whole image fits its pane. */
  readonly zoom: number
  /** How far the images are moved, before zooming. */
  readonly x: number
  readonly y: number
}

export interface Point {
  readonly x: number
  readonly y: number
}

export const WHOLE_VIEW: LockedView = { zoom: 1, x: 0, y: 0 }

/** With more zoom, only single pixels are visible. */
const MOST_ZOOM = 32

/** Zooms by a factor around a point, which stays in place. */
export function zoomAt(view: LockedView, factor: number, point: Point): LockedView {
  const zoom = Math.min(MOST_ZOOM, Math.max(1, view.zoom * factor))
  return keepInside({
    zoom,
    x: view.x + point.x / zoom - point.x / view.zoom,
    y: view.y + point.y / zoom - point.y / view.zoom,
  })
}

/** Moves the images along with the pointer. */
export function panBy(view: LockedView, by: Point): LockedView {
  return keepInside({ ...view, x: view.x + by.x / view.zoom, y: view.y + by.y / view.zoom })
}

/** Keeps each pane within the edges of the whole view. */
function keepInside({ zoom, x, y }: LockedView): LockedView {
  const slack = (1 - 1 / zoom) / 2
  return { zoom, x: clamp(x, slack), y: clamp(y, slack) }
}

function clamp(value: number, limit: number): number {
  // Never -0.
  return limit === 0 ? 0 : Math.min(limit, Math.max(-limit, value))
}
