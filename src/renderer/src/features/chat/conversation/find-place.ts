import type { AssistantMessage } from '../model'

/** Between the edge of the view and its content, in pixels. */
const MARGIN = 12

/**
 * Returns where to scroll for an image answer in progress: to show its question and its first row, or just the row if
 * both don't fit. Undefined until they are laid out.
 */
export function findPlace(scroller: HTMLElement | null, answer: AssistantMessage): number | undefined {
  const question = scroller?.querySelector(`[data-message-id="${answer.parentId}"]`)
  const row = scroller?.querySelector(`[data-message-id="${answer.id}"] [data-first-row]`)
  if (!scroller || !question || !row) return undefined
  const { top, bottom } = scroller.getBoundingClientRect()
  const toQuestion = question.getBoundingClientRect().top - top - MARGIN
  const toRow = row.getBoundingClientRect().bottom - bottom + MARGIN
  return scroller.scrollTop + Math.max(toQuestion, toRow)
}
