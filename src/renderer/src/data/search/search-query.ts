import type { ChatId, MessageId } from '@shared/ids'

/** What is looked for. */
export interface SearchQuery {
  /** As it was typed. */
  readonly text: string
  /** Only in this chat. */
  readonly chatId?: ChatId | undefined
  /** Only messages from then on. Milliseconds since the epoch. */
  readonly since?: number | undefined
  /** Only messages that have images, or whose answers do. */
  readonly withImages?: boolean | undefined
}

/** A message that has every word. */
export interface IndexHit {
  readonly chatId: ChatId
  readonly messageId: MessageId
}

/** Per chat: enough to choose from, few enough to leave room for other chats. */
export const MOST_HITS = 3
/** Where only one chat is searched. */
export const MOST_IN_CHAT = 60
/** Chats. More than anyone reads through; a better word is faster. */
export const MOST_CHATS = 60
