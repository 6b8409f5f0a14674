import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dragHandle, fitAspect, HANDLES, selectWhole, setNumber } from './crop-rectangle'

const IMAGE = { width: 400, height: 300 }
const WHOLE = selectWhole(IMAGE)
const MIDDLE = { x: 100, y: 100, width: 200, height: 100 }

test('a shape takes as much of the image as it can, about the middle of what was selected', () => {
  expect(fitAspect(WHOLE, 1, IMAGE)).toEqual({ x: 50, y: 0, width: 300, height: 300 })
  expect(fitAspect({ x: 300, y: 0, width: 100, height: 100 }, 1, IMAGE)).toEqual({
    x: 100,
    y: 0,
    width: 300,
    height: 300,
  })
  expect(fitAspect(WHOLE, 4, IMAGE)).toEqual({ x: 0, y: 100, width: 400, height: 100 })
})

test('a corner moves, and the opposite one stays', () => {
  expect(dragHandle(MIDDLE, 'nw', { x: -50, y: 20 }, IMAGE, undefined)).toEqual({
    x: 50,
    y: 120,
    width: 250,
    height: 80,
  })
  expect(dragHandle(MIDDLE, 'se', { x: 999, y: 10 }, IMAGE, undefined)).toEqual({
    x: 100,
    y: 100,
    width: 300,
    height: 110,
  })
  expect(dragHandle(MIDDLE, 'e', { x: -999, y: 50 }, IMAGE, undefined)).toEqual({ ...MIDDLE, width: 1 })
})

test('with a fixed shape an edge grows it to both sides of its middle', () => {
  expect(dragHandle(MIDDLE, 'e', { x: 40, y: 0 }, IMAGE, 2)).toEqual({ x: 100, y: 90, width: 240, height: 120 })
  expect(dragHandle(MIDDLE, 'nw', { x: -999, y: 0 }, IMAGE, 2)).toEqual({ x: 0, y: 50, width: 300, height: 150 })
})

test('numbers set edges, and with a fixed shape the other edge follows', () => {
  expect(setNumber(MIDDLE, 'x', 350, IMAGE, undefined)).toEqual({ ...MIDDLE, x: 200 })
  expect(setNumber(MIDDLE, 'y', 7, IMAGE, 2)).toEqual({ ...MIDDLE, y: 7 })
  expect(setNumber(MIDDLE, 'width', 120, IMAGE, undefined)).toEqual({ ...MIDDLE, width: 120 })
  expect(setNumber(MIDDLE, 'height', 60, IMAGE, 2)).toEqual({ ...MIDDLE, width: 120, height: 60 })
})

test('whatever is dragged, it stays inside of the image and keeps its shape', () => {
  const number = fc.integer({ min: -900, max: 900 })
  const aspects = fc.constantFrom(undefined, 1, 1.5, 16 / 9, 9 / 16)
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...HANDLES), number, number)), aspects, (drags, aspect) => {
      let rectangle = aspect === undefined ? WHOLE : fitAspect(WHOLE, aspect, IMAGE)
      for (const [handle, x, y] of drags) {
        rectangle = dragHandle(rectangle, handle, { x, y }, IMAGE, aspect)
        expect(Object.values(rectangle).every(Number.isInteger)).toBe(true)
        expect(Math.min(rectangle.x, rectangle.y)).toBeGreaterThanOrEqual(0)
        expect(Math.min(rectangle.width, rectangle.height)).toBeGreaterThanOrEqual(1)
        expect(rectangle.x + rectangle.width).toBeLessThanOrEqual(IMAGE.width)
        expect(rectangle.y + rectangle.height).toBeLessThanOrEqual(IMAGE.height)
        if (aspect === undefined) continue
        expect(Math.abs(rectangle.width - rectangle.height * aspect)).toBeLessThanOrEqual(1.5)
      }
    }),
  )
})
