/**
 * Answers of several models to one question, side by side. They are versions of each other; `slot` is the position of
 * each in its group. Once one is kept, it's the chosen version, and the user can switch to the others like to any
 * version. Pure.
 */
import type { MessageId } from '@shared/ids'
import { hasComeToNothing } from './answer-content'
import type { AssistantMessage, ChatState, Message } from './model'

/** The key of a group's position in `chosen`, for an answer that was requested again while none is kept. */
export function slotKey(questionId: string, slot: number): string {
  return `${questionId}#${slot}`
}

/**
 * What a group shows, in order of position: for each the chosen version, otherwise the newest. Undefined if one answer
 * is kept, or only one model was asked.
 */
export function findColumns(
  versions: readonly Message[],
  chosen: ChatState['chosen'],
  questionId: string,
): readonly AssistantMessage[] | undefined {
  const isKept = versions.some(({ id }) => id === chosen[questionId])
  return isKept ? undefined : findAllColumns(versions, chosen, questionId)
}

/** The same, whether or not one is kept. */
export function findAllColumns(
  versions: readonly Message[],
  chosen: ChatState['chosen'],
  questionId: string,
): readonly AssistantMessage[] | undefined {
  const bySlot = new Map<number, AssistantMessage[]>()
  for (const version of versions) {
    // Written by an Easel version without groups, or answers with and without a slot are mixed: all are plain versions.
    if (version.role !== 'assistant' || version.slot === undefined) return undefined
    const same = bySlot.get(version.slot)
    if (same) same.push(version)
    else bySlot.set(version.slot, [version])
  }
  if (bySlot.size < 2) return undefined
  return [...bySlot]
    .sort(([one], [other]) => one - other)
    .flatMap(([slot, same]) => same.find(({ id }) => id === chosen[slotKey(questionId, slot)]) ?? same.at(-1) ?? [])
}

/**
 * The answer that the chat continues with while none is kept: the one with a follow-up question, otherwise the first
 * that hasn't failed.
 */
export function pickLead(
  columns: readonly AssistantMessage[],
  children: ReadonlyMap<string, unknown>,
): AssistantMessage | undefined {
  return columns.find(({ id }) => children.has(id)) ?? columns.find((answer) => !hasComeToNothing(answer)) ?? columns[0]
}

/**
 * The key under which another version of this answer is chosen: its position in a shown group, otherwise its question.
 */
export function findVersionKey(
  { parentId, slot }: Pick<AssistantMessage, 'parentId' | 'slot'>,
  columns: readonly AssistantMessage[] | undefined,
): string {
  return columns && slot !== undefined ? slotKey(parentId, slot) : parentId
}

/** The oldest answer in the first position, which represents the whole group in lists of messages. */
export function findAnchor(versions: readonly Message[], columns: readonly AssistantMessage[]): MessageId | undefined {
  const first = columns[0]?.slot
  return versions.find((version) => version.role === 'assistant' && version.slot === first)?.id
}
