import { expect, test } from 'vitest'
import { arrangeGrid, findRowAt, findRowByIndex, findVertical, limitRatio, measureGrid } from './arrange-grid'
import { findInArea } from './find-in-area'

const SPACE = { width: 1000, rowHeight: 200, gap: 8 }
const ratios = Array.from({ length: 400 }, (_, index) => [1, 1.5, 2 / 3, 1.78, 0.56][index % 5] ?? 1)

test('every image is in one row, in order, and full rows are exactly as wide as the space', () => {
  const rows = arrangeGrid(ratios, SPACE)
  expect(rows.map(({ start }) => start)).toEqual([0, ...rows.slice(0, -1).map(({ end }) => end)])
  expect(rows.at(-1)?.end).toBe(ratios.length)
  for (const { start, end, height } of rows.slice(0, -1)) {
    const sum = ratios.slice(start, end).reduce((total, ratio) => total + ratio, 0)
    expect(sum * height + SPACE.gap * (end - start - 1)).toBeCloseTo(SPACE.width)
  }
})

test('rows are about as high as wanted, and the last one is never enlarged', () => {
  const rows = arrangeGrid(ratios, SPACE)
  expect(rows.every(({ height }) => height > 130 && height < 300)).toBe(true)
  expect(arrangeGrid([1], SPACE)).toEqual([{ start: 0, end: 1, top: 0, height: 200 }])
  expect(arrangeGrid([], SPACE)).toEqual([])
})

test('a panorama in a narrow window is as wide as the window', () => {
  const [row] = arrangeGrid([3, 1, 1], { width: 300, rowHeight: 200, gap: 8 })
  expect(row).toMatchObject({ start: 0, end: 1, height: 100 })
})

test.each([
  [100, 100, 1],
  [10_000, 100, 3],
  [100, 10_000, 0.4],
  [0, 0, 1],
])('an image of %i × %i has the ratio %f', (width, height, ratio) => {
  expect(limitRatio(width, height)).toBe(ratio)
})

test('rows are found by place and by image', () => {
  const rows = arrangeGrid(ratios, SPACE)
  for (const [index, row] of rows.entries()) {
    expect(findRowAt(rows, row.top)).toBe(index)
    expect(findRowByIndex(rows, row.start)).toBe(index)
    expect(findRowByIndex(rows, row.end - 1)).toBe(index)
  }
  expect(findRowAt(rows, -500)).toBe(0)
  expect(findRowAt(rows, measureGrid(rows) + 500)).toBe(rows.length - 1)
})

test('up and down lead to the image whose center is nearest, and stop at the edges', () => {
  const squares = Array.from({ length: 12 }, () => 1)
  const rows = arrangeGrid(squares, { width: 800 + 3 * 8, rowHeight: 200, gap: 8 })
  expect(findVertical(rows, squares, 1, 1)).toBe(5)
  expect(findVertical(rows, squares, 6, -1)).toBe(2)
  expect(findVertical(rows, squares, 0, -1)).toBeUndefined()
  expect(findVertical(rows, squares, 11, 1)).toBeUndefined()
})

test('an area finds the images that it touches, drawn in any direction', () => {
  const rows = arrangeGrid([1, 1, 1, 1, 1], { width: 316, rowHeight: 100, gap: 8 })
  const ratios = [1, 1, 1, 1, 1]
  const find = (x1: number, y1: number, x2: number, y2: number) =>
    findInArea(rows, ratios, 8, { from: { x: x1, y: y1 }, to: { x: x2, y: y2 } })

  expect(rows.map(({ start, end }) => [start, end])).toEqual([
    [0, 3],
    [3, 5],
  ])
  expect(find(-10, -10, 50, 50)).toEqual([0])
  expect(find(50, 50, 150, 150)).toEqual([0, 1, 3, 4])
  expect(find(150, 150, 50, 50)).toEqual([0, 1, 3, 4])
  // The gaps, and the empty space next to and below the images.
  expect(find(101, 10, 107, 90)).toEqual([])
  expect(find(10, 101, 300, 107)).toEqual([])
  expect(find(230, 120, 300, 300)).toEqual([])
  expect(find(0, 400, 300, 500)).toEqual([])
})
