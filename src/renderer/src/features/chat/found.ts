/** What a search shows: chat by chat, those whose title matches first, each message a place to go to. Pure. */
import type { ChatId, MessageId } from '@shared/ids'
import type { SearchHit } from '@/data/records'
import type { Snippet } from '@/data/snippet'
import type { Chat } from './model'
import { MOST_FOUND, type ChatSearchState } from './search'
import { searchChats } from './selectors'

export interface Found {
  readonly chat: Chat
  /** Without one the result leads to the chat as it was left. */
  readonly messageId?: MessageId
  readonly snippet?: Snippet
  /** The first result of its chat shows the title. */
  readonly isFirst: boolean
}

export function listFound(chats: readonly Chat[], search: Omit<ChatSearchState, 'setQuery'>): readonly Found[] {
  const titled = searchChats(chats, search.query)
  const hits = new Map<ChatId, readonly SearchHit[]>()
  for (const hit of search.hits ?? []) hits.set(hit.chatId, [...(hits.get(hit.chatId) ?? []), hit])
  const isTitled = new Set<ChatId>(titled.map(({ id }) => id))
  const others = chats.filter(({ id }) => hits.has(id) && !isTitled.has(id))
  return [...titled.slice(0, MOST_FOUND), ...others.slice(0, MOST_FOUND)].flatMap((chat): readonly Found[] => {
    const inChat = hits.get(chat.id)
    if (!inChat) return [{ chat, isFirst: true, snippet: search.beginnings.get(chat.id) }]
    return inChat.map(({ messageId, snippet }, index) => ({ chat, messageId, snippet, isFirst: index === 0 }))
  })
}
