import type { ChatId, MessageId } from '@shared/ids'

/** A search request. */
export interface SearchQuery {
  /** As typed. */
  readonly text: string
  /** Only in this chat. */
  readonly chatId?: ChatId | undefined
  /** Only messages since then. Milliseconds since the epoch. */
  readonly since?: number | undefined
  /** Only messages that have images, or whose answers do. */
  readonly withImages?: boolean | undefined
}

/** A message that contains every word. */
export interface IndexHit {
  readonly chatId: ChatId
  readonly messageId: MessageId
}

/** Per chat: enough to choose from, few enough to leave room for other chats. */
export const MOST_HITS = 3
/** If only one chat is searched. */
export const MOST_IN_CHAT = 60
/** The maximum number of chats. More than anyone reads; a better query is faster. */
export const MOST_CHATS = 60
