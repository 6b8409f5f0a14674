import { findRowAt, type GridRow } from './arrange-grid'

/** Two opposite corners, in any order. Pixels, from the grid's upper left corner. */
export interface Area {
  readonly from: Point
  readonly to: Point
}

export interface Point {
  readonly x: number
  readonly y: number
}

/** Returns the images that an area touches, in order. `ratios`: width to height, limited as in the grid. */
export function findInArea(
  rows: readonly GridRow[],
  ratios: readonly number[],
  gap: number,
  { from, to }: Area,
): readonly number[] {
  const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)]
  const [top, bottom] = [Math.min(from.y, to.y), Math.max(from.y, to.y)]
  const found: number[] = []
  for (let index = findRowAt(rows, top); index < rows.length; index += 1) {
    const row = rows[index]
    if (!row || row.top > bottom) break
    // An area below all rows still starts at the last one, which it doesn't touch.
    if (row.top + row.height < top) continue
    let x = 0
    for (let image = row.start; image < row.end; image += 1) {
      const width = (ratios[image] ?? 1) * row.height
      if (x <= right && x + width >= left) found.push(image)
      x += width + gap
    }
  }
  return found
}
