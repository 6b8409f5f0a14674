/** Arranges several images in one view: in rows of equal width, without a single leftover image. Pure. */

/** The space for one answer in a chat, in pixels. */
export interface View {
  readonly width: number
  readonly height: number
}

export const WIDE_VIEW: View = { width: 760, height: 560 }
export const NARROW_VIEW: View = { width: 430, height: 500 }

const MOST_ROWS = 4
/** Factor for rows of different heights: cells of one size look like a set, so uneven rows must be clearly larger. */
const UNEVEN = 0.64
/** Factor for a single column: images are easier to compare side by side. */
const STACKED = 0.5

/** Returns how many images each row has. `ratios`: width divided by height. */
export function arrangeRows(ratios: readonly number[], view: View = WIDE_VIEW): readonly number[] {
  const most = Math.min(MOST_ROWS, ratios.length)
  const candidates = Array.from({ length: most }, (_, index) => share(ratios.length, index + 1))
  const [first = [ratios.length], ...others] = candidates.filter(hasNoStraggler)
  return others.reduce((best, rows) => (rate(rows, ratios, view) > rate(best, ratios, view) ? rows : best), first)
}

/** Returns the width of the rows divided by their total height, without gaps. */
export function measureRows(rows: readonly number[], ratios: readonly number[]): number {
  const heights = splitRows(rows, ratios).map((row) => 1 / row.reduce((sum, ratio) => sum + ratio, 0))
  return 1 / heights.reduce((sum, height) => sum + height, 0)
}

/** Splits a list into rows. */
export function splitRows<Item>(rows: readonly number[], items: readonly Item[]): readonly (readonly Item[])[] {
  let start = 0
  return rows.map((count) => items.slice(start, (start += count)))
}

/** Distributes images over rows as evenly as possible, longer rows first. */
function share(count: number, rows: number): readonly number[] {
  return Array.from({ length: rows }, (_, index) => Math.ceil((count - index) / rows))
}

function hasNoStraggler(rows: readonly number[]): boolean {
  return rows.length === 1 || rows.every((count) => count > 1) || rows.every((count) => count === 1)
}

/** Scores an arrangement: the area of the images in a view, in square pixels, times the factors that apply. */
function rate(rows: readonly number[], ratios: readonly number[], view: View): number {
  const width = Math.min(view.width, view.height * measureRows(rows, ratios))
  const heights = splitRows(rows, ratios).map((row) => width / row.reduce((sum, ratio) => sum + ratio, 0))
  const area = heights.reduce((sum, height) => sum + height * width, 0)
  const isUneven = rows[0] !== rows.at(-1)
  const isStacked = rows.length > 1 && rows[0] === 1
  return area * (isUneven ? UNEVEN : 1) * (isStacked ? STACKED : 1)
}
