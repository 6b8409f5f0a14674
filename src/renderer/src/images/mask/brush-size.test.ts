import { expect, test } from 'vitest'
import { BRUSH_STEPS, clampStep, computeBrushSize } from './brush-size'

test('the brush grows with every step, from a dot to half of the image, on any image', () => {
  const large = { width: 3840, height: 2160 }
  const sizes = Array.from({ length: BRUSH_STEPS + 1 }, (_, step) => computeBrushSize(step, large))
  expect(sizes).toEqual(sizes.toSorted((one, other) => one - other))
  expect([sizes[0], sizes.at(-1)]).toEqual([9, 1080])
  expect(computeBrushSize(0, { width: 8, height: 8 })).toBe(1)
})

test('a wheel that is turned too far stops at the ends', () => {
  expect([clampStep(-3), clampStep(40), clampStep(140)]).toEqual([0, 40, 100])
})
