import { expect, test } from 'vitest'
import { layOutSheet, measurePaper, type SheetSpace } from './sheet-layout'
import { PAPERS } from './order'

const square = { width: 1024, height: 1024, prompt: 'a lighthouse', facts: ['Demo Image', 'Nov 26, 2026'] }
const many = (count: number, cell = square) => Array.from({ length: count }, () => cell)
const A4: SheetSpace = { kind: 'pdf', paper: 'a4', isLandscape: false }

test.for(
  PAPERS.flatMap((paper) =>
    [true, false].flatMap((isLandscape) => [2, 4, 12].map((columns) => ({ paper, isLandscape, columns }))),
  ),
)('nothing leaves the page: $paper, landscape $isLandscape, $columns columns', ({ columns, ...space }) => {
  const layout = layOutSheet({ kind: 'pdf', ...space }, columns, many(200, { ...square, height: 3_000 }))
  const { margin, gap, rowGap, cellWidth, cellHeight, boxHeight, rowsPerPage, pages } = layout

  expect(2 * margin + columns * cellWidth + (columns - 1) * gap).toBeLessThanOrEqual(layout.width)
  expect(2 * margin + rowsPerPage * (cellHeight + rowGap) - rowGap).toBeLessThanOrEqual(layout.height)
  expect(rowGap).toBeGreaterThanOrEqual(gap)
  expect(layout.height).toBeLessThan(measurePaper(space.paper, space.isLandscape).height * 96)
  expect(boxHeight).toBeGreaterThan(0)
  expect(rowsPerPage * columns * pages).toBeGreaterThanOrEqual(200)
  expect(rowsPerPage * columns * (pages - 1)).toBeLessThan(200)
})

test('a sheet that is an image is as high as its rows need', () => {
  const layout = layOutSheet({ kind: 'png', width: 2_000 }, 5, many(11))

  expect(layout).toMatchObject({ width: 2_000, rows: 3, rowsPerPage: 3, pages: 1, promptLines: 2, factLines: 2 })
  expect(layout.height).toBe(2 * layout.margin + 3 * layout.cellHeight + 2 * layout.gap)
})

test('landscapes get flat boxes, and one column of text does not make all of them high', () => {
  const wide = { width: 1536, height: 1024, prompt: '', facts: [] }
  const flat = layOutSheet(A4, 4, many(8, wide))
  expect(flat.boxHeight).toBe(Math.round((flat.cellWidth * 2) / 3))
  expect(flat.cellHeight).toBe(flat.boxHeight)
  const text = { ...wide, width: 100, height: 9_000 }
  const high = layOutSheet(A4, 4, [...many(8, wide), text])
  expect(high.boxHeight).toBe(Math.round(high.cellWidth * 1.5))
  const asImage = layOutSheet({ kind: 'png', width: 2_000 }, 4, [...many(8, wide), text])
  expect(asImage.boxHeight).toBe(Math.round(asImage.cellWidth * 1.25))
})

test('few images are as wide as the sheet allows instead of leaving columns empty', () => {
  expect(layOutSheet(A4, 4, many(3))).toMatchObject({ columns: 3, rows: 1, pages: 1 })
  expect(layOutSheet(A4, 4, many(1))).toMatchObject({ columns: 1, rows: 1, pages: 1 })
  expect(layOutSheet({ kind: 'png', width: 4_000 }, 4, many(1)).columns).toBe(2)
  expect(layOutSheet(A4, 4, many(9)).columns).toBe(4)
})

test('rows are spread evenly, so that no page ends with one lost row, and portraits use the room that is left', () => {
  const { rowsPerPage: most } = layOutSheet(A4, 4, many(400))
  const spread = layOutSheet(A4, 4, many(4 * (2 * most + 1)))
  expect(spread).toMatchObject({ pages: 3, rows: 2 * most + 1 })
  expect(spread.rows - 2 * spread.rowsPerPage).toBeGreaterThan(1)
  const portraits = layOutSheet(A4, 4, many(400, { ...square, height: 1536 }))
  expect(portraits.boxHeight).toBeGreaterThan(Math.round(portraits.cellWidth * 1.25))
})

test('on a page that one row would leave a third empty, boxes shrink so that two rows fit', () => {
  const portrait = { ...square, height: 1536 }
  const landscape = layOutSheet({ ...A4, isLandscape: true }, 4, many(13, portrait))
  expect(landscape).toMatchObject({ rows: 4, rowsPerPage: 2, pages: 2 })
  expect(layOutSheet(A4, 4, many(24, portrait))).toMatchObject({ rows: 6, rowsPerPage: 3, pages: 2 })
})
