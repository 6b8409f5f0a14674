/** Plans which messages of a long chat are in the page: those in view, some around them, and no more. Pure. */

/** Positions of the first and the last message, both included. */
export interface Range {
  readonly first: number
  readonly last: number
}

export interface Plan {
  readonly range: Range
  /** False if more messages may be added after this has been rendered. */
  readonly isComplete: boolean
}

export interface Layout {
  /** Where each message starts, followed by the end of the last one. Pixels. */
  readonly tops: Float64Array
  /** Roughly how many elements each message has. */
  readonly weigh: (index: number) => number
}

/** The visible part of the list, in pixels from its top. */
export interface Window {
  readonly top: number
  readonly bottom: number
}

/** Messages are added while they are still this far out of view, in pixels: about a screen. */
const AHEAD = 800
/** Messages are removed when they are this far out of view and there are too many elements. */
const BEHIND = 1_200
/**
 * Roughly how many elements may be in the page; a smaller chat is fully mounted once it was scrolled through. Every one
 * more makes each frame of scrolling and each typed letter slower.
 */
const MOST_ELEMENTS = 400

/**
 * Plans the next range. Messages in view are included at once. Those around it are added one at a time, so that no
 * frame is missed: call it again after each frame until the range is complete.
 */
export function planRange(current: Range, layout: Layout, view: Window): Plan {
  const count = layout.tops.length - 1
  if (count === 0) return { range: { first: 0, last: -1 }, isComplete: true }
  const seen = findRange(layout.tops, view, 0)
  const wanted = findRange(layout.tops, view, AHEAD)
  const isElsewhere = current.last < seen.first - 1 || current.first > seen.last + 1
  const kept = isElsewhere || current.last < current.first ? seen : current
  const joined = { first: Math.min(kept.first, seen.first), last: Math.max(kept.last, seen.last) }
  const grown = growByOne(joined, wanted, layout.tops, view)
  const range = trim(grown, findRange(layout.tops, view, BEHIND), layout)
  return { range, isComplete: range.first <= wanted.first && range.last >= wanted.last }
}

/** Adds a message on the side where less is ready. */
function growByOne(range: Range, wanted: Range, tops: Float64Array, view: Window): Range {
  const above = range.first > wanted.first ? view.top - (tops[range.first] ?? 0) : Number.POSITIVE_INFINITY
  const below = range.last < wanted.last ? (tops[range.last + 1] ?? 0) - view.bottom : Number.POSITIVE_INFINITY
  if (above === below) return range
  return above < below ? { ...range, first: range.first - 1 } : { ...range, last: range.last + 1 }
}

/** Removes messages at the ends while there are too many elements, but none of `kept`. */
function trim(range: Range, kept: Range, { weigh }: Layout): Range {
  let { first, last } = range
  let weight = 0
  for (let index = first; index <= last; index += 1) weight += weigh(index)
  while (weight > MOST_ELEMENTS && (first < kept.first || last > kept.last)) {
    if (kept.first - first >= last - kept.last) weight -= weigh(first++)
    else weight -= weigh(last--)
  }
  return { first, last }
}

/** The messages that are within `margin` pixels of the view; at least one. */
export function findRange(tops: Float64Array, { top, bottom }: Window, margin: number): Range {
  const first = findIndex(tops, top - margin)
  return { first, last: Math.max(first, findIndex(tops, bottom + margin - 1)) }
}

/** The message at this position; beyond the ends, the first or the last one. */
function findIndex(tops: Float64Array, at: number): number {
  let low = 0
  let high = Math.max(0, tops.length - 2)
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((tops[middle] ?? 0) <= at) low = middle
    else high = middle - 1
  }
  return low
}

/** The same messages after others were added, removed, or replaced. */
export function followRange<Id>({ first, last }: Range, before: readonly Id[], after: readonly Id[]): Range {
  if (before === after) return { first, last }
  const wasAtEnd = last >= before.length - 1
  const anchor = before.slice(first, last + 1).find((id) => after.includes(id))
  const shift = anchor === undefined ? 0 : after.indexOf(anchor) - before.indexOf(anchor)
  const end = wasAtEnd ? after.length - 1 : Math.min(last + shift, after.length - 1)
  return { first: Math.max(0, Math.min(first + shift, end)), last: end }
}
