/** Finds a place where notices cover nothing in use. Pure. */

export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export interface Corner {
  readonly left: number
  readonly top: number
}

interface Taken {
  /** Panels in use. */
  readonly panels: readonly Box[]
  /** The dialog above them. */
  readonly dialog?: Box | undefined
  /** Bars of that dialog. They count if no place leaves the dialog free, as in the lightbox. */
  readonly bars?: readonly Box[]
}

/**
 * Returns the first place at which a box of this size covers nothing that is taken, or else the one that covers least.
 * The dialog comes first: the panels below it only count among places that leave it free.
 */
export function findFreePlace(size: Pick<Box, 'width' | 'height'>, places: readonly Corner[], taken: Taken): Corner {
  const { dialog, panels, bars = [] } = taken
  if (!dialog) return findLeastCovering(size, places, panels)
  const beside = places.filter((place) => measureCovered(size, place, [dialog]) === 0)
  if (beside.length > 0) return findLeastCovering(size, beside, panels)
  return findLeastCovering(size, places, bars.length > 0 ? bars : [dialog])
}

function findLeastCovering(
  size: Pick<Box, 'width' | 'height'>,
  places: readonly Corner[],
  taken: readonly Box[],
): Corner {
  let best: { readonly place: Corner; readonly covered: number } | undefined
  for (const place of places) {
    const covered = measureCovered(size, place, taken)
    if (covered === 0) return place
    if (!best || covered < best.covered) best = { place, covered }
  }
  return best?.place ?? { left: 0, top: 0 }
}

function measureCovered(
  { width, height }: Pick<Box, 'width' | 'height'>,
  place: Corner,
  taken: readonly Box[],
): number {
  return taken.reduce((sum, box) => sum + overlap({ ...place, width, height }, box), 0)
}

function overlap(one: Box, other: Box): number {
  const width = Math.min(one.left + one.width, other.left + other.width) - Math.max(one.left, other.left)
  const height = Math.min(one.top + one.height, other.top + other.height) - Math.max(one.top, other.top)
  return Math.max(0, width) * Math.max(0, height)
}
