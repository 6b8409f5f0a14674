/** Decides where a search starts: at the view, as in browsers. */
import type { MessageId } from '@shared/ids'
import type { Spot } from './spots'

/** A message with its matches, or with only their number if it isn't in the page. */
interface Placed {
  readonly id: MessageId
  readonly element?: Element
  readonly ranges?: readonly Range[]
}

/**
 * Returns the match that was marked before if it's in view, so that a longer word continues from it. Otherwise returns
 * the first match below the top of the view. The index may be past the last match of its message. Undefined if all
 * matches are above.
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

/** Undefined if its text has been rendered again since. */
function isInView(range: Range, view: DOMRect): boolean {
  const { top, bottom, height } = range.getBoundingClientRect()
  return range.startContainer.isConnected && height > 0 && bottom > view.top && top < view.bottom
}
