import { describe, expect, test } from 'vitest'
import { panBy, WHOLE_VIEW, zoomAt, type LockedView, type Point } from './locked-view'

/** Returns where a point of the image is in its pane. */
function place(view: LockedView, { x, y }: Point): Point {
  return { x: (x + view.x) * view.zoom, y: (y + view.y) * view.zoom }
}

describe('the view that compared images share', () => {
  test('zooming keeps what is under the pointer in place', () => {
    const pointer = { x: 0.2, y: -0.3 }
    const near = zoomAt(WHOLE_VIEW, 4, pointer)
    expect(place(near, pointer)).toEqual({ x: expect.closeTo(0.2), y: expect.closeTo(-0.3) })
    const nearer = zoomAt(near, 2, pointer)
    expect(place(nearer, pointer)).toEqual({ x: expect.closeTo(0.2), y: expect.closeTo(-0.3) })
  })

  test('zooming out ends at the whole image, in the middle', () => {
    const near = panBy(zoomAt(WHOLE_VIEW, 4, { x: 0.4, y: 0.4 }), { x: 0.1, y: 0.1 })
    expect(zoomAt(near, 0.01, { x: 0.1, y: 0.2 })).toEqual(WHOLE_VIEW)
  })

  test('dragging moves the image as far as the pointer and never past its edge', () => {
    const near = zoomAt(WHOLE_VIEW, 4, { x: 0, y: 0 })
    const moved = panBy(near, { x: 0.2, y: -0.1 })
    expect(place(moved, { x: 0, y: 0 })).toEqual({ x: expect.closeTo(0.2), y: expect.closeTo(-0.1) })
    const atEdge = panBy(near, { x: 50, y: 0 })
    expect(place(atEdge, { x: -0.5, y: 0 }).x).toBeCloseTo(-0.5)
    expect(panBy(WHOLE_VIEW, { x: 1, y: 1 })).toEqual(WHOLE_VIEW)
  })

  test('a wheel that never stops stays within bounds', () => {
    let view = WHOLE_VIEW
    for (let turn = 0; turn < 500; turn++) view = zoomAt(view, 1.5, { x: 0.5, y: 0.5 })
    expect(view.zoom).toBeLessThanOrEqual(32)
    expect(Math.abs(view.x)).toBeLessThanOrEqual(0.5)
  })
})
