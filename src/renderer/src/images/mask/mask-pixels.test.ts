import { expect, test } from 'vitest'
import { isSameShape, keepInside, makeMask, makePaint, measureCoverage } from './mask-pixels'

/** Red paint of these strengths. */
function paint(...strengths: readonly number[]): Uint8ClampedArray {
  return Uint8ClampedArray.from(strengths.flatMap((strength) => [200, 30, 40, strength]))
}

test('a mask is transparent and colorless where something is painted, and opaque elsewhere, with hard edges', () => {
  const pixels = paint(0, 127, 128, 255)
  expect(makeMask(pixels, false)).toBe('some')
  expect([...pixels]).toEqual([0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0, 0])
})

test('a mask file changes nothing, a part, or everything', () => {
  expect([paint(255, 128), paint(255, 127), paint(0, 0)].map(measureCoverage)).toEqual(['none', 'some', 'all'])
})

test('a feathered mask keeps the strength of the paint', () => {
  const pixels = paint(0, 100, 255)
  makeMask(pixels, true)
  expect([...pixels].filter((_, index) => index % 4 === 3)).toEqual([255, 155, 0])
})

test('a mask that covers nothing or everything is told apart', () => {
  expect(makeMask(paint(0, 127), false)).toBe('none')
  expect(makeMask(paint(255, 128), false)).toBe('all')
})

test('a mask that is read is the paint that it was made of', () => {
  const pixels = paint(0, 60, 255)
  makeMask(pixels, true)
  makePaint(pixels)
  expect([...pixels].filter((_, index) => index % 4 === 3)).toEqual([0, 60, 255])
})

test('nothing outside of an edge counts, however far its blur reaches', () => {
  const pixels = paint(0, 64, 127, 128, 191, 255)
  keepInside(pixels)
  expect([...pixels].filter((_, index) => index % 4 === 3)).toEqual([0, 0, 0, 1, 127, 255])
})

test('images that differ by rounding have one shape, others have not', () => {
  expect(isSameShape({ width: 1376, height: 768 }, { width: 1920, height: 1080 })).toBe(true)
  expect(isSameShape({ width: 1024, height: 1024 }, { width: 1536, height: 1024 })).toBe(false)
})
