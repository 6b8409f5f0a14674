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

/**
 * How far out of view messages are added and removed again, in pixels. Every element in the page makes each frame of
 * scrolling and each typed letter slower, so a long chat keeps little more than a screen above and below.
 */
const LONG_CHAT = { ahead: 800, behind: 1_200 }
/** Stays in the page as a whole once it was scrolled through. */
const SHORT_CHAT = { ahead: 1_200, behind: Number.POSITIVE_INFINITY }
/** Roughly how many elements a short chat has at most: about 25 images with their prompts. */
const MOST_ELEMENTS = 1_500

/**
 * Plans the next range. Messages in view are included at once. Those around it are added one at a time, so that no
 * frame is missed: call it again after each frame until the range is complete.
 */
export function planRange(current: Range, layout: Layout, view: Window): Plan {
  const count = layout.tops.length - 1
  if (count === 0) return { range: { first: 0, last: -1 }, isComplete: true }
  const seen = findRange(layout.tops, view, 0)
  const { ahead, behind } = isShort(layout, count) ? SHORT_CHAT : LONG_CHAT
  const wanted = findRange(layout.tops, view, ahead)
  const isElsewhere = current.last < seen.first - 1 || current.first > seen.last + 1
  const before = isElsewhere || current.last < current.first ? seen : current
  const joined = { first: Math.min(before.first, seen.first), last: Math.max(before.last, seen.last) }
  const grown = growByOne(joined, wanted, layout.tops, view)
  const kept = findRange(layout.tops, view, behind)
  const range = { first: Math.max(grown.first, kept.first), last: Math.min(grown.last, kept.last) }
  return { range, isComplete: range.first <= wanted.first && range.last >= wanted.last }
}

/** Adds a message on the side where less is ready. */
function growByOne(range: Range, wanted: Range, tops: Float64Array, view: Window): Range {
  const above = range.first > wanted.first ? view.top - (tops[range.first] ?? 0) : Number.POSITIVE_INFINITY
  const below = range.last < wanted.last ? (tops[range.last + 1] ?? 0) - view.bottom : Number.POSITIVE_INFINITY
  if (above === below) return range
  return above < below ? { ...range, first: range.first - 1 } : { ...range, last: range.last + 1 }
}

function isShort({ weigh }: Layout, count: number): boolean {
  let weight = 0
  for (let index = 0; index < count && weight <= MOST_ELEMENTS; index += 1) weight += weigh(index)
  return weight <= MOST_ELEMENTS
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
