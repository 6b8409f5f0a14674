import { useTranslation } from '@/i18n/use-translation'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'
import type { ChatSearchState } from '../search'
import { searchChats } from '../selectors'
import { useChatStore } from '../use-chat-store'
import { ChatRow } from './ChatRow'

/** More than anyone reads through; a better word is faster. */
const MOST = 60

interface FoundChatsProps {
  readonly search: StoreApi<ChatSearchState>
  readonly onLeave: () => void
}

/** Titles at once, words inside messages a moment later. */
export function FoundChats({ search, onLeave }: FoundChatsProps) {
  const { t } = useTranslation()
  const query = useStore(search, (state) => state.query)
  const matches = useStore(search, (state) => state.matches)
  const chats = useChatStore((state) => state.chats)
  const titles = searchChats(chats, query).slice(0, MOST)
  const named = new Set(titles.map(({ id }) => id))
  const others = (matches ?? []).filter(({ chatId }) => !named.has(chatId)).slice(0, MOST)
  const snippets = new Map(matches?.map(({ chatId, snippet }) => [chatId, snippet]))
  const found = [...titles, ...others.flatMap(({ chatId }) => chats.find(({ id }) => id === chatId) ?? [])]
  return (
    <div className="pt-2">
      <p role="status" className="px-2.5 py-1 text-12 text-text-muted">
        {found.length > 0
          ? t('sidebar.found', { count: found.length })
          : t(matches ? 'sidebar.nothingFound' : 'sidebar.searching')}
      </p>
      <ul>
        {found.map((chat) => (
          <ChatRow
            key={chat.id}
            chat={chat}
            snippet={named.has(chat.id) ? undefined : snippets.get(chat.id)}
            onLeave={onLeave}
          />
        ))}
      </ul>
    </div>
  )
}
