import { expect, test } from 'vitest'
import { arrangeRows, measureRows, NARROW_VIEW, splitRows, WIDE_VIEW } from './arrange-rows'

test.each([
  [1, [1]],
  [2, [2]],
  [3, [3]],
  [4, [2, 2]],
  [5, [3, 2]],
  [6, [3, 3]],
  [7, [4, 3]],
  [8, [4, 4]],
  [9, [3, 3, 3]],
  [10, [5, 5]],
])('%i square images are shown in rows of %j', (count, rows) => {
  expect(arrangeRows(Array.from({ length: count }, () => 1))).toEqual(rows)
})

test('a narrow view has fewer images in a row', () => {
  expect(
    arrangeRows(
      Array.from({ length: 10 }, () => 1),
      NARROW_VIEW,
    ),
  ).toEqual([4, 3, 3])
})

test.each([0.4, 2 / 3, 1, 1.5, 3])('no row has a single image beside longer ones, at a ratio of %f', (ratio) => {
  for (let count = 2; count <= 10; count += 1) {
    for (const view of [WIDE_VIEW, NARROW_VIEW]) {
      const rows = arrangeRows(
        Array.from({ length: count }, () => ratio),
        view,
      )
      expect(rows.reduce((sum, row) => sum + row, 0)).toBe(count)
      expect(rows.includes(1) && rows.some((row) => row > 1)).toBe(false)
    }
  }
})

test('two panoramas are stacked, since side by side they would be slits', () => {
  expect(arrangeRows([3, 3])).toEqual([1, 1])
})

test('rows that share a width are as high together as their ratios say', () => {
  // Seven squares in a width of 12: four of 3 above three of 4.
  expect(12 / measureRows([4, 3], [1, 1, 1, 1, 1, 1, 1])).toBeCloseTo(7)
})

test('rows are cut in order', () => {
  expect(splitRows([2, 3], ['a', 'b', 'c', 'd', 'e'])).toEqual([
    ['a', 'b'],
    ['c', 'd', 'e'],
  ])
})
