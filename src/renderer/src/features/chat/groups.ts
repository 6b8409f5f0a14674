/**
 * Answers that several models give to one question, side by side. They are versions of each other; `slot` says which place
 * each has in its group. Once one is kept, it is the chosen version, and the others can be leafed to like any version.
 * Pure.
 */
import type { MessageId } from '@shared/ids'
import { hasComeToNothing } from './answer-content'
import type { AssistantMessage, ChatState, Message } from './model'

/** How the place of a group is called in `chosen`, where an answer was asked for once more without any being kept. */
export function slotKey(questionId: string, slot: number): string {
  return `${questionId}#${slot}`
}

/**
 * What a group shows, in the order of its places: in each the chosen version, else the newest. Undefined where one
 * answer is kept, or only one model was asked.
 */
export function findColumns(
  versions: readonly Message[],
  chosen: ChatState['chosen'],
  questionId: string,
): readonly AssistantMessage[] | undefined {
  const isKept = versions.some(({ id }) => id === chosen[questionId])
  return isKept ? undefined : findAllColumns(versions, chosen, questionId)
}

/** The same, whether one is kept or not. */
export function findAllColumns(
  versions: readonly Message[],
  chosen: ChatState['chosen'],
  questionId: string,
): readonly AssistantMessage[] | undefined {
  const bySlot = new Map<number, AssistantMessage[]>()
  for (const version of versions) {
    // Easel before groups has written it, or one that was asked for is unlike the others: all are versions again.
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
 * The answer that the chat goes on with while none is kept: the one that was already asked about, else the first that
 * hasn't failed.
 */
export function pickLead(
  columns: readonly AssistantMessage[],
  children: ReadonlyMap<string, unknown>,
): AssistantMessage | undefined {
  return columns.find(({ id }) => children.has(id)) ?? columns.find((answer) => !hasComeToNothing(answer)) ?? columns[0]
}

/** Under which key another version of this answer is chosen: in its place while the group is shown, else for the chat. */
export function findVersionKey(
  { parentId, slot }: Pick<AssistantMessage, 'parentId' | 'slot'>,
  columns: readonly AssistantMessage[] | undefined,
): string {
  return columns && slot !== undefined ? slotKey(parentId, slot) : parentId
}

/** The oldest answer in the first place, which stands for the whole group in lists of messages. */
export function findAnchor(versions: readonly Message[], columns: readonly AssistantMessage[]): MessageId | undefined {
  const first = columns[0]?.slot
  return versions.find((version) => version.role === 'assistant' && version.slot === first)?.id
}
