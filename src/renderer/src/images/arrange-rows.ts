/** How several images share one view: rows of one width, none of them with a single straggler. Pure. */

/** What the conversation has for one answer in an ordinary window, in pixels. */
const VIEW = { width: 760, height: 560 }
/** Cells of one size read as one set; rows of different heights have to earn it. */
const UNEVEN = 0.85
/** Side by side is how images are compared. */
const STACKED = 0.7

/** How many images each row has, for images with these ratios of width to height. */
export function arrangeRows(ratios: readonly number[]): readonly number[] {
  const candidates = Array.from({ length: Math.min(3, ratios.length) }, (_, index) => share(ratios.length, index + 1))
  const [first = [ratios.length], ...others] = candidates.filter(hasNoStraggler)
  return others.reduce((best, rows) => (rate(rows, ratios) > rate(best, ratios) ? rows : best), first)
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

/** As even as it goes; the longer rows first. */
function share(count: number, rows: number): readonly number[] {
  return Array.from({ length: rows }, (_, index) => Math.ceil((count - index) / rows))
}

function hasNoStraggler(rows: readonly number[]): boolean {
  return rows.length === 1 || rows.every((count) => count > 1) || rows.every((count) => count === 1)
}

/** The side of the smallest square as large as the smallest cell: what a row of many or a tower of few has least of. */
function rate(rows: readonly number[], ratios: readonly number[]): number {
  const width = Math.min(VIEW.width, VIEW.height * measureRows(rows, ratios))
  const sides = splitRows(rows, ratios).flatMap((row) => {
    const height = width / row.reduce((sum, ratio) => sum + ratio, 0)
    return row.map((ratio) => height * Math.sqrt(ratio))
  })
  const isUneven = rows[0] !== rows.at(-1)
  const isStacked = rows.length > 1 && rows[0] === 1
  return Math.min(...sides) * (isUneven ? UNEVEN : 1) * (isStacked ? STACKED : 1)
}
