/**
 * What is on screen when several answers are shown side by side (`groups.ts`): plain functions, like `selectors.ts`.
 */
import type { MessageId } from '@shared/ids'
import { findAllColumns, findAnchor, findColumns } from './groups'
import type { AssistantMessage, Conversation, Message } from './model'
import { keepEqual, remember } from './remember'
import { findVersions, placeVersion, versionsBeside, visibleMessages, type Versions } from './selectors'

/** The path on screen, plus the other answers of the groups on it. */
export const shownMessages = remember(
  ({ messages, chosen }: Conversation) => [messages, chosen],
  (state): readonly Message[] =>
    visibleMessages(state).flatMap((message): readonly Message[] => findGroup(state, message.id) ?? [message]),
)

export function isOnScreen(state: Conversation, id: MessageId): boolean {
  return shownMessages(state).some((message) => message.id === id)
}

/**
 * The rows of the conversation: its messages, with a group as a single row under the id of its anchor. The same array
 * while no message is added or removed, however much text streams in.
 */
export const conversationRows = keepEqual(
  remember(
    ({ messages, chosen }: Conversation) => [messages, chosen],
    (state): readonly MessageId[] => visibleMessages(state).map(({ id }) => findRow(state, id)),
  ),
)

/** The row that shows a message. */
export function findRow(state: Conversation, id: MessageId): MessageId {
  const columns = findGroup(state, id)
  return (columns && findAnchor(versionsBeside(state, id), columns)) ?? id
}

/** The answers shown side by side with this one, including itself; undefined if it's shown alone. */
export function findGroup(state: Conversation, id: MessageId): readonly AssistantMessage[] | undefined {
  const message = findSlotted(state, id)
  return message && findColumns(versionsBeside(state, id), state.chosen, message.parentId)
}

/** The one of these answers, shown side by side, that the chat continues with. */
export function findLead(state: Conversation, ids: readonly MessageId[]): AssistantMessage | undefined {
  return visibleMessages(state).find(
    (message): message is AssistantMessage => message.role === 'assistant' && ids.includes(message.id),
  )
}

/** How many answers can be shown side by side again, now that one of them is kept; 0 if none. */
export function countGroup(state: Conversation, id: MessageId): number {
  const message = findSlotted(state, id)
  if (!message || findGroup(state, id)) return 0
  return findAllColumns(versionsBeside(state, id), state.chosen, message.parentId)?.length ?? 0
}

/** In a group, its place among the versions in the same position. Compare shallowly. */
export function findShownVersions(state: Conversation, id: MessageId): Versions {
  const message = findSlotted(state, id)
  if (!message || !findGroup(state, id)) return findVersions(state, id)
  const isSame = (other: Message): boolean => other.role === 'assistant' && other.slot === message.slot
  return placeVersion(versionsBeside(state, id).filter(isSame), id)
}

function findSlotted({ messages }: Pick<Conversation, 'messages'>, id: MessageId): AssistantMessage | undefined {
  const message = messages.get(id)
  return message?.role === 'assistant' && message.slot !== undefined ? message : undefined
}
