/** The list of chats, newest first. Pure. */
import type { ChatId } from '@shared/ids'
import type { Chat } from './model'

type Chats = readonly Chat[]

/** Adds a chat, or replaces it with this newer version. */
export function addChat(chats: Chats, chat: Chat): Chats {
  return sortChats([...chats.filter(({ id }) => id !== chat.id), chat])
}

export function changeChat(chats: Chats, id: ChatId, changes: Partial<Chat>): Chats {
  return chats.map((chat) => (chat.id === id ? { ...chat, ...changes } : chat))
}

export function removeChat(chats: Chats, id: ChatId): Chats {
  return chats.filter((chat) => chat.id !== id)
}

/** The chats from the database, overridden by those in memory. */
export function mergeChats(read: Chats, inMemory: Chats): Chats {
  const merged = new Map([...read, ...inMemory].map((chat) => [chat.id, chat]))
  return sortChats([...merged.values()])
}

function sortChats(chats: Chats): Chats {
  return chats.toSorted((one, other) => other.updatedAt - one.updatedAt || (one.id < other.id ? -1 : 1))
}
