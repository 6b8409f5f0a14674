import { useEffect, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'
import { listFound, type Found } from '../found'
import type { ChatSearchState } from '../search'
import { showMessage } from '../show-message'
import { useChatStore, useChatStoreApi } from '../use-chat-store'
import { useWindowActions } from '../window-actions'
import { FoundRow } from './FoundRow'
import { SearchFilters } from './SearchFilters'
import '@/i18n/later'

interface FoundChatsProps {
  readonly search: StoreApi<ChatSearchState>
  /** The element id of the list. */
  readonly id: string
  /** Its arrow keys and Enter navigate the results. */
  readonly box: RefObject<HTMLInputElement | null>
  readonly onLeave: () => void
}

/** Shows matching titles immediately, and matches inside messages a moment later. */
export function FoundChats({ search, id, box, onLeave }: FoundChatsProps) {
  const { t } = useTranslation()
  const store = useChatStoreApi()
  const { focusComposer } = useWindowActions()
  const state = useStore(search)
  const chats = useChatStore(({ chats: all }) => all)
  const found = useMemo(() => listFound(chats, state), [chats, state])
  const open = ({ chat, messageId }: Found): void => {
    onLeave()
    if (messageId) void showMessage(store, chat.id, messageId)
    else {
      void store.getState().openChat(chat.id)
      focusComposer()
    }
  }
  const { active, list } = useActive(id, found.length, box, state.query, (index) => {
    const result = found[index]
    if (result) open(result)
  })
  const count = found.filter(({ isFirst }) => isFirst).length
  return (
    <div className="pt-1">
      <SearchFilters search={search} />
      <p role="status" className="px-2.5 py-1 text-12 text-text-muted">
        {count > 0 ? t('sidebar.found', { count }) : t(state.hits ? 'sidebar.nothingFound' : 'sidebar.searching')}
      </p>
      <ul id={id} ref={list} aria-label={t('sidebar.results')} aria-busy={state.isSearching}>
        {found.map((result, index) => (
          <FoundRow
            key={`${result.chat.id} ${result.messageId ?? ''}`}
            id={`${id}-${index}`}
            result={result}
            query={state.query}
            isActive={index === active}
            isTabStop={index === Math.max(0, active)}
            onOpen={() => open(result)}
          />
        ))}
      </ul>
    </div>
  )
}

/**
 * The result that Enter opens. The focus stays in the search box, so that the user can keep typing; a screen reader
 * follows `aria-activedescendant`.
 */
function useActive(
  id: string,
  count: number,
  box: RefObject<HTMLInputElement | null>,
  query: string,
  open: (index: number) => void,
) {
  const [chosen, setChosen] = useState({ query, index: -1 })
  const active = chosen.query === query ? Math.min(chosen.index, count - 1) : -1
  const list = useRef<HTMLUListElement>(null)
  const handleKey = useRef<(event: KeyboardEvent) => void>(() => undefined)
  useLayoutEffect(() => {
    handleKey.current = (event) => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      if (step === undefined && event.key !== 'Enter') return
      event.preventDefault()
      if (event.key === 'Enter') return open(Math.max(0, active))
      const index = Math.min(count - 1, Math.max(-1, active + (step ?? 0)))
      setChosen({ query, index })
      list.current?.children[Math.max(0, index)]?.scrollIntoView({ block: 'nearest' })
    }
  })
  useEffect(() => {
    const element = box.current
    const handle = (event: KeyboardEvent): void => handleKey.current(event)
    element?.addEventListener('keydown', handle)
    return () => element?.removeEventListener('keydown', handle)
  }, [box])
  useEffect(() => {
    const element = box.current
    if (active >= 0) element?.setAttribute('aria-activedescendant', `${id}-${active}`)
    return () => element?.removeAttribute('aria-activedescendant')
  }, [box, id, active])
  return { active, list }
}
