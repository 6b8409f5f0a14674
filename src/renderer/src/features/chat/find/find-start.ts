/** Where a search begins, as in browsers: at what is read. The document is only read. */
import type { MessageId } from '@shared/ids'
import type { Spot } from './spots'

/** A message whose matches are known by their places, or, where it isn't in the page, only by their number. */
interface Placed {
  readonly id: MessageId
  readonly element?: Element
  readonly ranges?: readonly Range[]
}

/**
 * The match that was marked before, while it's in view: a word that gets longer goes on from there. Else the first one below
 * the upper edge of the view. The index may be beyond the last match of its message. Undefined when everything is above.
 */
export function findStart(messages: readonly Placed[], before: Range | undefined): Spot | undefined {
  const first = messages.find(({ element }) => element)?.element
  const view = first?.closest('main [data-container]')?.getBoundingClientRect()
  if (!view) return undefined
  const isBefore = (range: Range): boolean =>
    before && isInView(before, view)
      ? range.compareBoundaryPoints(Range.START_TO_START, before) < 0
      : range.getBoundingClientRect().top < view.top
  const isAbove = (element: Element): boolean =>
    before && isInView(before, view)
      ? !element.contains(before.startContainer)
      : element.getBoundingClientRect().bottom <= view.top
  const start = messages.find(({ element }) => element && !isAbove(element))
  return start && { id: start.id, index: (start.ranges ?? []).filter(isBefore).length }
}

/** Not when what it was in has been drawn anew since. */
function isInView(range: Range, view: DOMRect): boolean {
  const { top, bottom, height } = range.getBoundingClientRect()
  return range.startContainer.isConnected && height > 0 && bottom > view.top && top < view.bottom
}
