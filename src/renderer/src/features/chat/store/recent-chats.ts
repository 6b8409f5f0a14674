/** The recently open chats as they were left, so that each one is back in the frame of the click. */
import type { ChatId } from '@shared/ids'
import type { Place } from '@shared/session'
import { isSameData } from '@/lib/is-same-data'
import type { Conversation, Message, StreamingAnswer } from '../model'
import type { Messages } from '../tree'

export interface LeftChat extends Conversation {
  readonly place?: Place | undefined
  /** When its rows were read; see `MessageRepository.mark`. */
  readonly mark?: string | undefined
}

export interface RecentChats {
  keep(id: ChatId, chat: LeftChat): void
  find(id: ChatId): LeftChat | undefined
  forget(id: ChatId): void
  clear(): void
}

/** Users switch between two or three. */
const MOST_CHATS = 6
/** Of all these chats together: about ten megabytes of text. */
const MOST_MESSAGES = 6_000

export function createRecentChats(mostMessages = MOST_MESSAGES): RecentChats {
  /** Ordered by when each chat was left, oldest first. */
  const chats = new Map<ChatId, LeftChat>()

  function isTooMuch(): boolean {
    const messages = [...chats.values()].reduce((sum, chat) => sum + chat.messages.size, 0)
    return chats.size > MOST_CHATS || messages > mostMessages
  }

  return {
    keep(id, chat) {
      chats.delete(id)
      chats.set(id, chat)
      for (const oldest of chats.keys()) {
        if (!isTooMuch()) break
        chats.delete(oldest)
      }
    },
    find: (id) => chats.get(id),
    forget: (id) => void chats.delete(id),
    clear: () => chats.clear(),
  }
}

/**
 * The messages that were read, but reuses the shown one if it says the same or more, so that it isn't rendered again.
 */
export function reuseMessages(shown: Messages, read: Messages): Messages {
  const reused = new Map([...read].map(([id, message]) => [id, pickSame(shown.get(id), message)]))
  const isSame = reused.size === shown.size && [...reused].every(([id, message]) => shown.get(id) === message)
  return isSame ? shown : reused
}

function pickSame(shown: Message | undefined, read: Message): Message {
  if (!shown) return read
  // Rows of an answer in progress have no text, and a snapshot may be older than what has been streamed since.
  if (isStreaming(shown) && isStreaming(read)) return shown.text.length >= read.text.length ? shown : read
  return isSameData(shown, read) ? shown : read
}

function isStreaming(message: Message): message is StreamingAnswer {
  return message.role === 'assistant' && message.status === 'streaming'
}
