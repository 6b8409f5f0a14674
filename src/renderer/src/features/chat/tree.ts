/**
 * A chat is a tree: messages with one parent are versions of each other, and the screen shows one path through it.
 * Everything here is pure.
 */
import type { MessageId } from '@shared/ids'
import { isOverlay } from '@shared/catalogue/inputs'
import { createParts, type InputImage, type TextTurn } from '@shared/request'
import { hasComeToNothing, readMessageText } from './answer-content'
import { findColumns, pickLead } from './groups'
import type { ChatState, Conversation, Message, UserMessage } from './model'

export type Messages = ChatState['messages']
export type Chosen = ChatState['chosen']

/** The key of a parent in `chosen`. */
export function parentKey(parentId: MessageId | null): string {
  return parentId ?? 'root'
}

/** The messages below each parent, oldest first. */
export function childrenByParent(messages: Messages): ReadonlyMap<string, readonly Message[]> {
  const children = new Map<string, Message[]>()
  for (const message of messages.values()) {
    const key = parentKey(message.parentId)
    const siblings = children.get(key)
    if (siblings) siblings.push(message)
    else children.set(key, [message])
  }
  for (const siblings of children.values()) if (siblings.length > 1) siblings.sort(byAge)
  return children
}

/** Messages of the same time are ordered by id, so that every window shows the same order. */
export function byAge(one: Message, other: Message): number {
  return one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1)
}

/**
 * The path on screen: at each step the chosen version, otherwise the newest, and for a group the answer that the chat
 * continues with. A question that was asked after an answer without content is shown below that answer's newer
 * versions: retrying it must not hide other answers in progress.
 */
export function visiblePath(messages: Messages, chosen: Chosen): readonly Message[] {
  const children = childrenByParent(messages)
  const path: Message[] = []
  let key = parentKey(null)
  for (let versions = children.get(key); versions; versions = children.get(key)) {
    const columns = findColumns(versions, chosen, key)
    const next =
      versions.find(({ id }) => id === chosen[key]) ?? (columns && pickLead(columns, children)) ?? versions.at(-1)
    if (!next) break
    path.push(next)
    key = children.has(next.id) ? next.id : (versions.findLast((other) => leadsOn(other, children))?.id ?? next.id)
  }
  return path
}

function leadsOn(message: Message, children: ReadonlyMap<string, readonly Message[]>): boolean {
  return message.role === 'assistant' && children.has(message.id) && hasComeToNothing(message)
}

/** What is on screen from the first question to this message; if it isn't on screen, its ancestors. */
export function conversationUpTo({ messages, chosen }: Conversation, id: MessageId): readonly Message[] {
  const path = visiblePath(messages, chosen)
  const at = path.findIndex((message) => message.id === id)
  return at < 0 ? pathTo(messages, id) : path.slice(0, at + 1)
}

/** From the first question to this message. */
export function pathTo(messages: Messages, id: MessageId): readonly Message[] {
  const path: Message[] = []
  for (let message = messages.get(id); message; message = message.parentId ? messages.get(message.parentId) : undefined)
    path.unshift(message)
  return path
}

/** A copy in which only these messages are new objects. */
export function withMessages(messages: Messages, changed: readonly Message[]): Messages {
  const next = new Map(messages)
  for (const message of changed) next.set(message.id, message)
  return next
}

/** What a text model reads of a message. */
export interface MessageTurn {
  readonly id: MessageId
  readonly turn: TextTurn
}

/**
 * What a text model reads. Leaves out answers without text (images, most failures) and an answer in progress, whose
 * length would depend on the moment. `hasImages`: whether the images of a question are included.
 */
export function listTurns(
  path: readonly Message[],
  hasImages: (question: UserMessage) => boolean = () => true,
): readonly MessageTurn[] {
  return path.filter(hasWords).map((message) => {
    const isWhole = message.role === 'user' && message.inputs.length > 0 && hasImages(message)
    const known = turns[isWhole ? 'whole' : 'words']
    const turn = known.get(message) ?? createTurn(message, isWhole)
    known.set(message, turn)
    return { id: message.id, turn }
  })
}

/** The same object for the same message, so that its tokens are counted once. */
const turns = { whole: new WeakMap<Message, TextTurn>(), words: new WeakMap<Message, TextTurn>() }

function createTurn(message: Message, hasImages: boolean): TextTurn {
  const images = hasImages && message.role === 'user' ? listSeenImages(message) : []
  return { role: message.role, parts: createParts(readMessageText(message), images) }
}

/** The images of a question that a text model is shown, without masks and marks, which mean nothing to it. */
export function listSeenImages({ inputs }: Pick<UserMessage, 'inputs'>): readonly InputImage[] {
  return inputs.filter(({ role }) => !isOverlay(role))
}

function hasWords(message: Message): boolean {
  return !(message.role === 'assistant' && message.status === 'streaming') && readMessageText(message) !== ''
}
