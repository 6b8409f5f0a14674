import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  computeWidth,
  createMiddle,
  getKeyStep,
  isWorthKeeping,
  moveRectangle,
  resizeRectangle,
  spanRectangle,
  toImagePoint,
  toStagePoint,
} from './geometry'

const IMAGE = { width: 400, height: 300 }
const STAGE = { width: 800, height: 600 }

test('the middle of the stage is the middle of a fitted image', () => {
  expect(toImagePoint({ x: 400, y: 300 }, { scale: 1.5, x: 0, y: 0 }, IMAGE, STAGE)).toEqual({ x: 200, y: 150 })
})

test('a point goes to the image and back, however it is zoomed and moved', () => {
  const number = fc.integer({ min: -500, max: 500 })
  fc.assert(
    fc.property(number, number, number, number, fc.integer({ min: 1, max: 80 }), (px, py, x, y, tenths) => {
      const view = { scale: tenths / 10, x, y }
      const back = toStagePoint(toImagePoint({ x: px, y: py }, view, IMAGE, STAGE), view, IMAGE, STAGE)
      expect(back.x).toBeCloseTo(px)
      expect(back.y).toBeCloseTo(py)
    }),
  )
})

test('a rectangle that is drawn past the edges ends there, whichever corner came first', () => {
  const rectangle = { x: 390, y: 0, width: 10, height: 20 }
  expect(spanRectangle({ x: 500, y: -3 }, { x: 390.2, y: 20 }, IMAGE)).toEqual(rectangle)
  expect(spanRectangle({ x: 390.2, y: 20 }, { x: 500, y: -3 }, IMAGE)).toEqual(rectangle)
})

test('arrow keys neither move a rectangle out of the image nor make it vanish', () => {
  const keys = fc.constantFrom('ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown')
  const presses = fc.array(fc.tuple(keys, fc.boolean(), fc.boolean()), { maxLength: 200 })
  fc.assert(
    fc.property(presses, (all) => {
      const end = all.reduce((rectangle, [key, isFine, resizes]) => {
        const by = getKeyStep(key, isFine, IMAGE)!
        return (resizes ? resizeRectangle : moveRectangle)(rectangle, by, IMAGE)
      }, createMiddle(IMAGE))
      expect(Math.min(end.x, end.y)).toBeGreaterThanOrEqual(0)
      expect(Math.min(end.width, end.height)).toBeGreaterThanOrEqual(1)
      expect(end.x + end.width).toBeLessThanOrEqual(IMAGE.width)
      expect(end.y + end.height).toBeLessThanOrEqual(IMAGE.height)
    }),
    { numRuns: 50 },
  )
})

test('an image of one pixel has a rectangle', () => {
  expect(createMiddle({ width: 1, height: 1 })).toEqual({ x: 0, y: 0, width: 1, height: 1 })
})

test('only a pen paints wider when it is pressed harder', () => {
  expect(computeWidth(40, { pointerType: 'mouse', pressure: 0.5 })).toBe(40)
  expect(computeWidth(40, { pointerType: 'pen', pressure: 1 })).toBe(40)
  expect(computeWidth(40, { pointerType: 'pen', pressure: 0.2 })).toBe(16)
  expect(computeWidth(40, { pointerType: 'pen', pressure: 0 })).toBe(40)
})

test('a hand at rest adds no points', () => {
  const point = { x: 10, y: 10, width: 48 }
  expect(isWorthKeeping({ ...point, x: 11 }, point)).toBe(false)
  expect(isWorthKeeping({ ...point, x: 13 }, point)).toBe(true)
  expect(isWorthKeeping(point, undefined)).toBe(true)
})
