/** The handles that resize a mark: the ends of an arrow, the corners of the box around other marks. Pure. */
import { assertNever } from '@shared/assert-never'
import type { Dimensions } from '@shared/image-options'
import { isBlank } from '@shared/is-blank'
import type { Point } from '../mask/commands'
import type { Rectangle } from '../mask/geometry'
import { computeFontSize, keepOn, limit, listPoints, type Mark } from './marks'

export const END_HANDLES = ['from', 'to'] as const
export const CORNER_HANDLES = ['nw', 'ne', 'se', 'sw'] as const
/** `from` and `to` are the ends of an arrow, the others corners by compass direction: "se" is the lower right one. */
export type MarkHandle = (typeof END_HANDLES)[number] | (typeof CORNER_HANDLES)[number]

/** Returns the width of words at a font size, in image pixels. */
export type MeasureWords = (text: string, fontSize: number) => number

/** An image, and the function that measures words on it. */
export interface MarkedImage extends Dimensions {
  readonly measureWords: MeasureWords
}

/** Limits for the size of words, as multiples of the usual one. */
const LEAST_SIZE = 0.4
const MOST_SIZE = 8
/** The height of letters above and below the baseline, in font sizes. */
const ASCENT = 0.8
const DESCENT = 0.25

export function listHandles(mark: Mark): readonly MarkHandle[] {
  switch (mark.type) {
    case 'arrow':
      return END_HANDLES
    case 'circle':
      return CORNER_HANDLES
    case 'pen':
      return mark.points.length > 1 ? CORNER_HANDLES : []
    case 'words':
      return isBlank(mark.text) ? [] : CORNER_HANDLES
    default:
      return assertNever(mark)
  }
}

/** Returns the box around a mark, without the width of its line. */
export function getBox(mark: Mark, image: MarkedImage): Rectangle {
  if (mark.type === 'words') {
    const size = computeFontSize(image, mark)
    const { at, text } = mark
    const height = size * (ASCENT + DESCENT)
    return { x: at.x, y: at.y - size * ASCENT, width: image.measureWords(text, size), height }
  }
  const points = listPoints(mark)
  const xs = points.map(({ x }) => x)
  const ys = points.map(({ y }) => y)
  const [x, y] = [Math.min(...xs), Math.min(...ys)]
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y }
}

export function locateHandle(mark: Mark, handle: MarkHandle, image: MarkedImage): Point {
  if (handle === 'from' || handle === 'to') {
    return mark.type === 'arrow' || mark.type === 'circle' ? mark[handle] : { x: 0, y: 0 }
  }
  const { x, y, width, height } = getBox(mark, image)
  return { x: handle.endsWith('e') ? x + width : x, y: handle.startsWith('s') ? y + height : y }
}

const OPPOSITES: Readonly<Record<MarkHandle, MarkHandle>> = {
  from: 'to',
  to: 'from',
  nw: 'se',
  ne: 'sw',
  se: 'nw',
  sw: 'ne',
}

/** Moves a handle inside the image. The opposite side stays. */
export function dragHandle(mark: Mark, handle: MarkHandle, by: Point, image: MarkedImage): Mark {
  const held = locateHandle(mark, handle, image)
  const to = keepOn({ x: held.x + by.x, y: held.y + by.y }, image)
  switch (mark.type) {
    case 'arrow':
      return handle === 'from' || handle === 'to' ? { ...mark, [handle]: to } : mark
    case 'circle':
      return { ...mark, from: locateHandle(mark, OPPOSITES[handle], image), to }
    case 'pen': {
      const fixed = locateHandle(mark, OPPOSITES[handle], image)
      const scaleX = measureScale(fixed.x, held.x, to.x)
      const scaleY = measureScale(fixed.y, held.y, to.y)
      const move = ({ x, y }: Point): Point => ({
        x: Math.round(fixed.x + (x - fixed.x) * scaleX),
        y: Math.round(fixed.y + (y - fixed.y) * scaleY),
      })
      return { ...mark, points: mark.points.map(move) }
    }
    case 'words': {
      const fixed = locateHandle(mark, OPPOSITES[handle], image)
      const size = mark.size * measureGrowth(fixed, held, to)
      const kept = limit(size, LEAST_SIZE, MOST_SIZE)
      const scale = kept / mark.size
      const at = { x: fixed.x + (mark.at.x - fixed.x) * scale, y: fixed.y + (mark.at.y - fixed.y) * scale }
      return { ...mark, size: kept, at: keepOn(at, image) }
    }
    default:
      return assertNever(mark)
  }
}

/** Returns the handle that Shift and the arrow keys move: the tip of an arrow, otherwise the lower right corner. */
export function findKeyHandle(mark: Mark): MarkHandle | undefined {
  const handles = listHandles(mark)
  return handles.find((handle) => handle === 'to' || handle === 'se')
}

/** Returns the scale along one axis: 1 for a line without length. */
function measureScale(fixed: number, held: number, to: number): number {
  return held === fixed ? 1 : (to - fixed) / (held - fixed)
}

/** Returns how far a point is along the diagonal between two corners, as a share of its length. */
function measureGrowth(fixed: Point, held: Point, to: Point): number {
  const [width, height] = [held.x - fixed.x, held.y - fixed.y]
  return ((to.x - fixed.x) * width + (to.y - fixed.y) * height) / (width * width + height * height)
}
