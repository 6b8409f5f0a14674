import { expect, test } from 'vitest'
import { fitView, keepInside, zoomAbout } from './zoom'

const STAGE = { width: 800, height: 600 }
const LARGE = { width: 1600, height: 1600 }

test('a large image fits the window whole, with wall around it', () => {
  expect(fitView(LARGE, STAGE)).toEqual({ scale: 0.345, x: 0, y: 0 })
})

test('a small image is not enlarged', () => {
  expect(fitView({ width: 200, height: 100 }, STAGE).scale).toBe(1)
})

test('the point under the pointer stays under it', () => {
  const before = { scale: 1, x: 0, y: 0 }
  const after = zoomAbout(before, 2, { x: 100, y: 50 }, LARGE, STAGE)
  expect((100 - after.x) / after.scale).toBeCloseTo((100 - before.x) / before.scale)
  expect((50 - after.y) / after.scale).toBeCloseTo((50 - before.y) / before.scale)
})

test('zooming stops at the whole image and at eight times its size', () => {
  const fit = fitView(LARGE, STAGE)
  expect(zoomAbout(fit, 0.1, { x: 0, y: 0 }, LARGE, STAGE).scale).toBe(0.345)
  expect(zoomAbout(fit, 1000, { x: 0, y: 0 }, LARGE, STAGE).scale).toBe(8)
})

test('a image smaller than the window stays in its middle', () => {
  expect(keepInside({ scale: 1, x: 50, y: -20 }, { width: 200, height: 100 }, STAGE)).toEqual({ scale: 1, x: 0, y: 0 })
})
