import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { paintLandscape } from './paint-landscape'

function paint(seed: string, width: number, height: number): Uint8Array {
  return paintLandscape({ seed, width, height })
}

/** Returns the mean difference per channel, out of 255. */
function measureDifference(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((sum, value, index) => sum + Math.abs(value - (b[index] as number)), 0) / a.length
}

/** Halves the image: each pixel is the mean of four. */
function halve(rgb: Uint8Array, width: number, height: number): Uint8Array {
  return Uint8Array.from({ length: (width / 2) * (height / 2) * 3 }, (_, index) => {
    const [channel, x, y] = [index % 3, Math.floor(index / 3) % (width / 2), Math.floor(index / 3 / (width / 2))]
    const at = (dx: number, dy: number): number => rgb[((y * 2 + dy) * width + x * 2 + dx) * 3 + channel] as number
    return (at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1)) / 4
  })
}

const SEEDS = ['a lighthouse at dusk', 'snowy mountains', 'balloons', 'desert dunes', 'a boat', 'a forest'] as const

test('the same seed is always the same image, another seed another one', () => {
  expect(paint('a lake', 96, 96)).toEqual(paint('a lake', 96, 96))
  expect(measureDifference(paint('a lake', 96, 96), paint('a lake!', 96, 96))).toBeGreaterThan(5)
})

describe('a smaller painting is the same image', () => {
  test.each(SEEDS)('%s', (seed) => {
    expect(measureDifference(halve(paint(seed, 192, 192), 192, 192), paint(seed, 96, 96))).toBeLessThan(4)
  })
})

describe('no image is flat', () => {
  test.each(SEEDS)('%s', (seed) => {
    const rgb = paint(seed, 96, 96)
    expect(Math.max(...rgb) - Math.min(...rgb)).toBeGreaterThan(120)
    expect(new Set(rgb).size).toBeGreaterThan(100)
  })
})

test('any text in any shape becomes an image', { timeout: 30_000 }, () => {
  const text = fc.string({ unit: 'binary', maxLength: 60 })
  const edge = fc.integer({ min: 1, max: 64 })
  fc.assert(
    fc.property(text, edge, edge, (seed, width, height) => {
      expect(paint(seed, width, height).length).toBe(width * height * 3)
    }),
    { numRuns: 20 },
  )
})
