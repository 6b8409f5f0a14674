/** Rows of a list, from the first up to, not including, the last. */
export interface RowRange {
  readonly first: number
  readonly end: number
}

interface View {
  /** The upper edge of the view, in pixels below the upper edge of the list; negative above it. */
  readonly top: number
  readonly height: number
  readonly rowHeight: number
  readonly count: number
}

/** Ranges start and end at whole blocks, so that scrolling by a few pixels changes nothing. */
const BLOCK = 10

/** Returns the rows in view and about one block before and after, for quick scrolling and for Tab. */
export function rowsInView({ top, height, rowHeight, count }: View): RowRange {
  const first = Math.floor(top / rowHeight / BLOCK - 1) * BLOCK
  const end = Math.ceil((top + height) / rowHeight / BLOCK + 1) * BLOCK
  const clamp = (row: number): number => Math.max(0, Math.min(count, row))
  return { first: clamp(first), end: clamp(end) }
}
