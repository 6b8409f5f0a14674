/** The marks on an image, and how they are drawn and moved. Lengths in image pixels. Pure. */
import { assertNever } from '@shared/assert-never'
import type { Dimensions } from '@shared/image-options'
import { isBlank } from '@shared/is-blank'
import type { Point } from '../mask/commands'

/** Models see these colors, so they are the same in every theme. A prompt can name them. */
export const MARK_COLORS = {
  red: '#e5202b',
  yellow: '#ffd21f',
  green: '#15a34a',
  blue: '#1d6ff2',
  white: '#ffffff',
} as const
export type MarkColor = keyof typeof MARK_COLORS
export const MARK_COLOR_NAMES = Object.keys(MARK_COLORS) as readonly MarkColor[]

interface MarkFacts {
  readonly id: number
  readonly color: MarkColor
}

export type Mark = MarkFacts &
  (
    | { readonly type: 'arrow'; readonly from: Point; readonly to: Point }
    /** The ellipse between two corners. */
    | { readonly type: 'circle'; readonly from: Point; readonly to: Point }
    | { readonly type: 'pen'; readonly points: readonly Point[] }
    /** `at`: the left end of the baseline. `size`: of the letters, as a multiple of the usual size. */
    | { readonly type: 'words'; readonly at: Point; readonly text: string; readonly size: number }
  )

export type MarkType = Mark['type']

/** Returns the line width: visible when the whole image is small on the screen, and when a model shrinks it. */
export function computeLine({ width, height }: Dimensions): number {
  return Math.max(2, Math.round(Math.min(width, height) / 110))
}

/** Returns the font size of these words, or the usual one if `words` is absent. */
export function computeFontSize({ width, height }: Dimensions, words?: { readonly size: number }): number {
  return Math.max(10, Math.round(Math.min(width, height) / 16)) * (words?.size ?? 1)
}

/** Starts a mark where the pointer went down. */
export function beginMark(type: MarkType, facts: MarkFacts, at: Point): Mark {
  switch (type) {
    case 'arrow':
    case 'circle':
      return { ...facts, type, from: at, to: at }
    case 'pen':
      return { ...facts, type, points: [at] }
    case 'words':
      return { ...facts, type, at, text: '', size: 1 }
    default:
      return assertNever(type)
  }
}

/** Returns the mark after the pointer moved to another point. */
export function extendMark(mark: Mark, point: Point, image: Dimensions): Mark {
  const at = keepOn(point, image)
  switch (mark.type) {
    case 'arrow':
    case 'circle':
      return { ...mark, to: at }
    case 'pen':
      return { ...mark, points: [...mark.points, at] }
    case 'words':
      return { ...mark, at }
    default:
      return assertNever(mark)
  }
}

/** Creates a mark by keyboard, in the middle of the image, a quarter of its width. Undefined for the pen. */
export function placeMark(type: MarkType, facts: MarkFacts, { width, height }: Dimensions): Mark | undefined {
  const from = { x: Math.round(width * 0.375), y: Math.round(height * 0.375) }
  const to = { x: Math.round(width * 0.625), y: Math.round(height * 0.625) }
  switch (type) {
    case 'arrow':
    case 'circle':
      return { ...facts, type, from, to }
    case 'pen':
      return undefined
    case 'words':
      return { ...facts, type, at: { x: from.x, y: Math.round(height / 2) }, text: '', size: 1 }
    default:
      return assertNever(type)
  }
}

/** Moves the whole mark. It stops when the first of its points reaches the edge of the image. */
export function moveMark(mark: Mark, by: Point, image: Dimensions): Mark {
  const points = listPoints(mark)
  const xs = points.map(({ x }) => x)
  const ys = points.map(({ y }) => y)
  const x = limit(by.x, -Math.min(...xs), image.width - Math.max(...xs))
  const y = limit(by.y, -Math.min(...ys), image.height - Math.max(...ys))
  const move = (point: Point): Point => ({ x: point.x + x, y: point.y + y })
  switch (mark.type) {
    case 'arrow':
    case 'circle':
      return { ...mark, from: move(mark.from), to: move(mark.to) }
    case 'pen':
      return { ...mark, points: mark.points.map(move) }
    case 'words':
      return { ...mark, at: move(mark.at) }
    default:
      return assertNever(mark)
  }
}

/** Whether the mark is visible: a click makes no arrow or circle, and words need letters. */
export function isVisible(mark: Mark, image: Dimensions): boolean {
  switch (mark.type) {
    case 'arrow':
    case 'circle':
      return Math.hypot(mark.to.x - mark.from.x, mark.to.y - mark.from.y) > computeLine(image)
    case 'pen':
      return true
    case 'words':
      return !isBlank(mark.text)
    default:
      return assertNever(mark)
  }
}

/** Returns the line of a mark as SVG path data, which canvases can draw, too. Undefined for words. */
export function toPath(mark: Mark, line: number): string | undefined {
  switch (mark.type) {
    case 'arrow':
      return drawArrow(mark.from, mark.to, line)
    case 'circle': {
      const [rx, ry] = [Math.abs(mark.to.x - mark.from.x) / 2, Math.abs(mark.to.y - mark.from.y) / 2]
      const left = Math.min(mark.from.x, mark.to.x)
      const middle = (mark.from.y + mark.to.y) / 2
      return `M${left} ${middle}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0Z`
    }
    case 'pen': {
      const [first, ...others] = mark.points
      if (!first) return undefined
      // A line without length is drawn as a dot, because its ends are round.
      const rest = others.length > 0 ? others : [first]
      return `M${first.x} ${first.y}${rest.map(({ x, y }) => `L${x} ${y}`).join('')}`
    }
    case 'words':
      return undefined
    default:
      return assertNever(mark)
  }
}

/** The length of the two lines of an arrowhead, in line widths, and their angle to the shaft. */
const HEAD = 5
const HEAD_ANGLE = Math.PI / 6

function drawArrow(from: Point, to: Point, line: number): string {
  const angle = Math.atan2(to.y - from.y, to.x - from.x)
  const end = (turn: number): string => {
    const x = to.x - Math.cos(angle + turn) * HEAD * line
    const y = to.y - Math.sin(angle + turn) * HEAD * line
    return `${round(x)} ${round(y)}`
  }
  return `M${from.x} ${from.y}L${to.x} ${to.y}M${end(HEAD_ANGLE)}L${to.x} ${to.y}L${end(-HEAD_ANGLE)}`
}

/** Returns the points that define a mark. */
export function listPoints(mark: Mark): readonly Point[] {
  if (mark.type === 'pen') return mark.points
  return mark.type === 'words' ? [mark.at] : [mark.from, mark.to]
}

export function keepOn({ x, y }: Point, { width, height }: Dimensions): Point {
  return { x: limit(x, 0, width), y: limit(y, 0, height) }
}

export function limit(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
