/** Selectors of the chat store, as plain functions. Results keep their identity while they are equal. */
import type { ChatId, MessageId } from '@shared/ids'
import { isBlank } from '@shared/is-blank'
import type { ChatSettings } from '@shared/text-settings'
import { foldText, splitQuery } from '@/lib/fold-text'
import type { ChatNews } from '@/data/rows'
import type { AssistantMessage, Chat, ChatState, Conversation, Message } from './model'
import { keepEqual, remember } from './remember'
import { childrenByParent, parentKey, visiblePath } from './tree'

/** The path on screen. A new array for every change; prefer ids (`shown.ts`) if they are enough. */
export const visibleMessages = remember(
  ({ messages, chosen }: Conversation) => [messages, chosen],
  ({ messages, chosen }): readonly Message[] => visiblePath(messages, chosen),
)

/** Whether everything up to a message on screen has ended, so that it can be copied. */
export function canBranch(state: Conversation, id: MessageId): boolean {
  for (const message of visibleMessages(state)) {
    if (isStreaming(message)) return false
    if (message.id === id) return true
  }
  return false
}

/** The position of a message among its versions. `index` counts from 1, as shown. */
export interface Versions {
  readonly index: number
  readonly count: number
  readonly previousId?: MessageId
  readonly nextId?: MessageId
}

const ONLY_VERSION: Versions = { index: 1, count: 1 }

const versionsByMessage = remember(
  ({ messages }: Pick<ChatState, 'messages'>) => [messages],
  ({ messages }): ReadonlyMap<string, readonly Message[]> => childrenByParent(messages),
)

/**
 * Returns a new object each time: select its parts, or compare shallowly. Leaves out a question that was never asked, such
 * as the copied question at the end of a branch, once it has been edited: it has no answer to go back to.
 */
export function findVersions(state: Pick<ChatState, 'messages'>, id: MessageId): Versions {
  const children = versionsByMessage(state)
  const wasAsked = (message: Message): boolean => message.role === 'assistant' || children.has(message.id)
  return placeVersion(
    versionsBeside(state, id).filter((version) => version.id === id || wasAsked(version)),
    id,
  )
}

/** The position of a message among these. */
export function placeVersion(versions: readonly Message[], id: MessageId): Versions {
  if (versions.length < 2) return ONLY_VERSION
  const index = versions.findIndex((version) => version.id === id)
  return {
    index: index + 1,
    count: versions.length,
    previousId: versions[index - 1]?.id,
    nextId: versions[index + 1]?.id,
  }
}

/** All versions of a message, including itself, oldest first; the same array while no message changes. */
export function versionsBeside(state: Pick<ChatState, 'messages'>, id: MessageId): readonly Message[] {
  const message = state.messages.get(id)
  return (message && versionsByMessage(state).get(parentKey(message.parentId))) ?? NO_MESSAGES
}

const NO_MESSAGES: readonly Message[] = []

/** The answers of the open chat in progress, in the order in which they were requested. */
export const activeRuns = keepEqual(
  remember(
    ({ messages }: Pick<ChatState, 'messages'>) => [messages],
    ({ messages }): readonly MessageId[] => [...messages.values()].filter(isStreaming).map(({ id }) => id),
  ),
)

function isStreaming(message: Message): message is AssistantMessage {
  return message.role === 'assistant' && message.status === 'streaming'
}

export type ChatGroupName = 'pinned' | 'today' | 'yesterday' | 'previousWeek' | 'older'

export interface ChatGroup {
  readonly name: ChatGroupName
  readonly chats: readonly Chat[]
}

const GROUP_NAMES: readonly ChatGroupName[] = ['pinned', 'today', 'yesterday', 'previousWeek', 'older']

/** Chats under their headings, without empty ones. Recomputed when the list changes or a new day starts. */
export function chatGroups(chats: readonly Chat[], now: number): readonly ChatGroup[] {
  return groupsOfDay({ chats, today: startOfDay(now, 0) })
}

const groupsOfDay = remember(
  ({ chats, today }: { readonly chats: readonly Chat[]; readonly today: number }) => [chats, today],
  ({ chats, today }): readonly ChatGroup[] => {
    const limits = { today, yesterday: startOfDay(today, 1), previousWeek: startOfDay(today, 7) }
    const groups = new Map<ChatGroupName, Chat[]>(GROUP_NAMES.map((name) => [name, []]))
    for (const chat of chats) groups.get(findGroup(chat, limits))?.push(chat)
    groups.get('pinned')?.sort((one, other) => (other.pinnedAt ?? 0) - (one.pinnedAt ?? 0))
    return GROUP_NAMES.map((name) => ({ name, chats: groups.get(name) ?? [] })).filter(
      (group) => group.chats.length > 0,
    )
  },
)

type Limits = Readonly<Record<'today' | 'yesterday' | 'previousWeek', number>>

function findGroup({ pinnedAt, updatedAt }: Chat, limits: Limits): ChatGroupName {
  if (pinnedAt !== undefined) return 'pinned'
  if (updatedAt >= limits.today) return 'today'
  if (updatedAt >= limits.yesterday) return 'yesterday'
  return updatedAt >= limits.previousWeek ? 'previousWeek' : 'older'
}

/** By calendar, not in steps of 24 hours: daylight saving time makes some days longer or shorter. */
export function startOfDay(time: number, daysBefore: number): number {
  const date = new Date(time)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() - daysBefore).getTime()
}

/** The chats whose title contains every word, in the given order; all of them for an empty query. */
export function searchChats(chats: readonly Chat[], query: string): readonly Chat[] {
  const words = splitQuery(query)
  if (words.length === 0) return chats
  return chats.filter(({ title }) => {
    const folded = foldText(title)
    return words.every((word) => folded.includes(word))
  })
}

export function openChat(state: Pick<ChatState, 'chats' | 'openChatId'>): Chat | undefined {
  return state.chats.find(({ id }) => id === state.openChatId)
}

/** The settings of the open chat, or of the new one; its project's instructions are added by `getSentSettings`. */
export function getSettings(
  state: Pick<ChatState, 'chats' | 'openChatId' | 'newChatSettings'>,
): ChatSettings | undefined {
  return state.openChatId === null ? state.newChatSettings : openChat(state)?.settings
}

/** `unread` and `failed`: an answer ended while the user wasn't looking at its chat. They survive a restart. */
export type ChatMark = 'running' | ChatNews

/** The mark of a chat in the sidebar; `running` takes precedence over its news. */
export function getChatMark(
  { running, chats }: Pick<ChatState, 'running' | 'chats'>,
  id: ChatId,
): ChatMark | undefined {
  for (const chatId of running.values()) if (chatId === id) return 'running'
  return chats.find((chat) => chat.id === id)?.news
}

/** Whether something was typed in this chat and not sent. */
export function hasDraft({ draft }: Pick<Chat, 'draft'>): boolean {
  return draft !== undefined && !isBlank(draft)
}
