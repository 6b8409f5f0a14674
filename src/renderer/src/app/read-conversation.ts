import type { ChatId } from '@shared/ids'
import { toMessage } from '@/features/chat/mapping'
import type { Conversation } from '@/features/chat/model'
import type { ChatStore } from '@/features/chat/store'

/** Returns a chat's conversation, from the database if it isn't open. */
export async function readConversation(store: ChatStore, id: ChatId): Promise<Conversation> {
  const { openChatId, opening, messages, chosen } = store.getState()
  if (openChatId === id && !opening) return { messages, chosen }
  const data = await store.data()
  const [records, row] = await Promise.all([data.messages.ofChat(id), data.chats.find(id)])
  return {
    messages: new Map(records.map(toMessage).map((message) => [message.id, message] as const)),
    chosen: row?.chosen ?? {},
  }
}
