/**
 * Arranges images in justified rows: original aspect ratios, one height per row, full width. Pure; takes some
 * milliseconds for 50,000 images.
 */

export interface GridRow {
  /** Indexes of its images; `end` is exclusive. */
  readonly start: number
  readonly end: number
  /** Position and height of its images, in pixels. */
  readonly top: number
  readonly height: number
}

export interface GridSpace {
  readonly width: number
  /** The preferred height of a row. Pixels. */
  readonly rowHeight: number
  readonly gap: number
}

/** Limits, so a panorama doesn't flatten its row and a column doesn't fill the window. */
const LEAST_RATIO = 0.4
const MOST_RATIO = 3

export function limitRatio(width: number, height: number): number {
  const ratio = width / height
  return Number.isFinite(ratio) && ratio > 0 ? Math.min(MOST_RATIO, Math.max(LEAST_RATIO, ratio)) : 1
}

/** Arranges images in rows. `ratios`: width to height, limited. The last row isn't stretched. */
export function arrangeGrid(ratios: readonly number[], { width, rowHeight, gap }: GridSpace): readonly GridRow[] {
  const rows: GridRow[] = []
  let start = 0
  let sum = 0
  let top = 0
  const close = (end: number, height: number): void => {
    rows.push({ start, end, top, height })
    top += height + gap
    start = end
    sum = 0
  }
  for (const [index, ratio] of ratios.entries()) {
    const count = index - start
    const before = fitHeight(sum, count, width, gap)
    const after = fitHeight(sum + ratio, count + 1, width, gap)
    // Closes the row with or without this image, whichever is closer to the preferred height.
    if (count > 0 && after < rowHeight && before / rowHeight < rowHeight / after) close(index, before)
    sum += ratio
    const height = fitHeight(sum, index + 1 - start, width, gap)
    if (height <= rowHeight) close(index + 1, height)
  }
  if (start < ratios.length)
    close(ratios.length, Math.min(rowHeight, fitHeight(sum, ratios.length - start, width, gap)))
  return rows
}

/** Returns the height of images with these ratios in one row. */
function fitHeight(ratioSum: number, count: number, width: number, gap: number): number {
  return ratioSum === 0 ? Number.POSITIVE_INFINITY : Math.max(1, (width - gap * (count - 1)) / ratioSum)
}

/** Returns the height of all rows. */
export function measureGrid(rows: readonly GridRow[]): number {
  const last = rows.at(-1)
  return last ? last.top + last.height : 0
}

/** Returns the first row that extends below `y`, or the last one. */
export function findRowAt(rows: readonly GridRow[], y: number): number {
  return search(rows, ({ top, height }) => top + height > y)
}

/** Returns the row that contains this image. */
export function findRowByIndex(rows: readonly GridRow[], index: number): number {
  return search(rows, ({ end }) => end > index)
}

function search(rows: readonly GridRow[], isBeyond: (row: GridRow) => boolean): number {
  let low = 0
  let high = rows.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    const row = rows[middle]
    if (row && isBeyond(row)) high = middle
    else low = middle + 1
  }
  return Math.max(0, low)
}

/** Returns the image above (-1) or below (1) another one: the one with the nearest center. */
export function findVertical(
  rows: readonly GridRow[],
  ratios: readonly number[],
  index: number,
  step: 1 | -1,
): number | undefined {
  const from = rows[findRowByIndex(rows, index)]
  const to = rows[findRowByIndex(rows, index) + step]
  if (!from || !to) return undefined
  const center = findCenter(from, ratios, index)
  let best = to.start
  for (let candidate = to.start; candidate < to.end; candidate += 1) {
    const distance = Math.abs(findCenter(to, ratios, candidate) - center)
    if (distance < Math.abs(findCenter(to, ratios, best) - center)) best = candidate
  }
  return best
}

function findCenter({ start, height }: GridRow, ratios: readonly number[], index: number): number {
  let x = 0
  for (let before = start; before < index; before += 1) x += (ratios[before] ?? 1) * height
  return x + ((ratios[index] ?? 1) * height) / 2
}
