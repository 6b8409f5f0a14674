/** The results of a search: grouped by chat, chats with matching titles first, one result per message. Pure. */
import type { ChatId, MessageId } from '@shared/ids'
import type { SearchHit } from '@/data/records'
import type { Snippet } from '@/data/snippet'
import type { Chat } from './model'
import { MOST_FOUND, type ChatSearchState } from './search'
import { searchChats } from './selectors'

export interface Found {
  readonly chat: Chat
  /** Absent: the result opens the chat where it was left. */
  readonly messageId?: MessageId
  readonly snippet?: Snippet
  /** Whether it's the first result of its chat, which shows the title. */
  readonly isFirst: boolean
}

export type FoundState = Pick<ChatSearchState, 'query' | 'hits' | 'beginnings'> &
  Partial<Pick<ChatSearchState, 'filter'>>

/** `now` is only called if a filter looks back. */
export function listFound(chats: readonly Chat[], search: FoundState, now: () => number = Date.now): readonly Found[] {
  const titled = findTitled(chats, search, now)
  const hits = new Map<ChatId, readonly SearchHit[]>()
  for (const hit of search.hits ?? []) hits.set(hit.chatId, [...(hits.get(hit.chatId) ?? []), hit])
  const isTitled = new Set<ChatId>(titled.map(({ id }) => id))
  const byId = new Map(chats.map((chat) => [chat.id, chat]))
  const others = [...hits.keys()].flatMap((id) => (isTitled.has(id) ? [] : (byId.get(id) ?? [])))
  return [...titled.slice(0, MOST_FOUND), ...others.slice(0, MOST_FOUND)].flatMap((chat): readonly Found[] => {
    const inChat = hits.get(chat.id)
    if (!inChat) return [{ chat, isFirst: true, snippet: search.beginnings.get(chat.id) }]
    return inChat.map(({ messageId, snippet }, index) => ({ chat, messageId, snippet, isFirst: index === 0 }))
  })
}

/** With a filter for images or a single chat, titles alone don't count. Chats with hits still keep their place. */
function findTitled(
  chats: readonly Chat[],
  { query, filter = {}, hits }: FoundState,
  now: () => number,
): readonly Chat[] {
  const { chatId, days, withImages } = filter
  const titled = searchChats(chats, query)
  if (chatId === undefined && !withImages && days === undefined) return titled
  const withHits = new Set(hits?.map((hit) => hit.chatId))
  const since = days === undefined ? 0 : now() - days * DAY_MS
  const isWanted = ({ id, updatedAt }: Chat): boolean =>
    withHits.has(id) || (chatId === undefined && !withImages && updatedAt >= since)
  return titled.filter(isWanted)
}

const DAY_MS = 86_400_000
