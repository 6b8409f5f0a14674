import type { AssistantMessage } from '../model'

/** Between the edge of the view and what is shown in it, in pixels. */
const MARGIN = 12

/**
 * Where to scroll for an image answer that is being made: its question and its first row are in view, and where both do
 * not fit, the row. Undefined while they are not laid out.
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
