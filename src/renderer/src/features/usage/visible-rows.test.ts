import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rowsInView } from './visible-rows'

const rowHeight = 56

test('every visible row is included, and never many more', () => {
  const view = fc.record({ top: fc.integer({ min: -2_000, max: 600_000 }), height: fc.integer({ min: 0, max: 2_000 }) })
  fc.assert(
    fc.property(view, fc.integer({ min: 0, max: 10_000 }), ({ top, height }, count) => {
      const { first, end } = rowsInView({ top, height, rowHeight, count })
      const seen = Array.from({ length: count }, (_, row) => row).filter(
        (row) => (row + 1) * rowHeight > top && row * rowHeight < top + height,
      )
      expect(seen.every((row) => row >= first && row < end)).toBe(true)
      expect(end - first).toBeLessThanOrEqual(height / rowHeight + 40)
      expect(first).toBeGreaterThanOrEqual(0)
      expect(end).toBeLessThanOrEqual(count)
    }),
  )
})

test('a few pixels change nothing', () => {
  const view = { height: 600, rowHeight, count: 10_000 }
  expect(rowsInView({ ...view, top: 5_630 })).toEqual(rowsInView({ ...view, top: 5_640 }))
})
