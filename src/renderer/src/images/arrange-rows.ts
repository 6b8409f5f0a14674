/** How several images share one view: rows of one width, none of them with a single straggler. Pure. */

/** What the conversation has for one answer, in pixels. */
export interface View {
  readonly width: number
  readonly height: number
}

export const WIDE_VIEW: View = { width: 760, height: 560 }
export const NARROW_VIEW: View = { width: 430, height: 500 }

const MOST_ROWS = 4
/** Cells of one size read as one set; rows of different heights have to earn it. */
const UNEVEN = 0.64
/** Side by side is how images are compared. */
const STACKED = 0.5

/** How many images each row has, for images with these ratios of width to height. */
export function arrangeRows(ratios: readonly number[], view: View = WIDE_VIEW): readonly number[] {
  const most = Math.min(MOST_ROWS, ratios.length)
  const candidates = Array.from({ length: most }, (_, index) => share(ratios.length, index + 1))
  const [first = [ratios.length], ...others] = candidates.filter(hasNoStraggler)
  return others.reduce((best, rows) => (rate(rows, ratios, view) > rate(best, ratios, view) ? rows : best), first)
}

/** The width of all rows together as a multiple of their height, gaps left out. */
export function measureRows(rows: readonly number[], ratios: readonly number[]): number {
  const heights = splitRows(rows, ratios).map((row) => 1 / row.reduce((sum, ratio) => sum + ratio, 0))
  return 1 / heights.reduce((sum, height) => sum + height, 0)
}

/** Cuts a list into its rows. */
export function splitRows<Item>(rows: readonly number[], items: readonly Item[]): readonly (readonly Item[])[] {
  let start = 0
  return rows.map((count) => items.slice(start, (start += count)))
}

/** As evenly as possible, longer rows first. */
function share(count: number, rows: number): readonly number[] {
  return Array.from({ length: rows }, (_, index) => Math.ceil((count - index) / rows))
}

function hasNoStraggler(rows: readonly number[]): boolean {
  return rows.length === 1 || rows.every((count) => count > 1) || rows.every((count) => count === 1)
}

/** The room that the images get in a view, in square pixels, with what speaks against an arrangement taken off. */
function rate(rows: readonly number[], ratios: readonly number[], view: View): number {
  const width = Math.min(view.width, view.height * measureRows(rows, ratios))
  const heights = splitRows(rows, ratios).map((row) => width / row.reduce((sum, ratio) => sum + ratio, 0))
  const area = heights.reduce((sum, height) => sum + height * width, 0)
  const isUneven = rows[0] !== rows.at(-1)
  const isStacked = rows.length > 1 && rows[0] === 1
  return area * (isUneven ? UNEVEN : 1) * (isStacked ? STACKED : 1)
}
