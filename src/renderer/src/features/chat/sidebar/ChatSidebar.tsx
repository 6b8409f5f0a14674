import { BookText, ChartColumn, Images, PanelLeft, Search, Settings, SquarePen, X } from 'lucide-react'
import { useEffect, useRef, type RefObject } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'
import type { Command } from '@shared/shortcuts'
import { describeCommand } from '@/lib/describe-command'
import { classNames } from '@/lib/class-names'
import { IconButton } from '@/ui/IconButton'
import { lazyPart } from '@/ui/lazy-part'
import type { ChatSearchState } from '../search'
import { useChatStoreApi } from '../use-chat-store'
import { useWindowActions } from '../window-actions'

// The first frame has no chats to list.
const ChatList = lazyPart(() => import('./ChatList').then((module) => module.ChatList))
const FoundChats = lazyPart(() => import('./FoundChats').then((module) => module.FoundChats))

interface ChatSidebarProps {
  readonly search: StoreApi<ChatSearchState>
  /** Increases whenever the search box should take the focus. */
  readonly searchRequest: number
  /** Whether the gallery covers the open chat. */
  readonly isInGallery: boolean
  readonly onHide: () => void
  /** Called when a chat was chosen or a new one started. */
  readonly onLeave: () => void
}

/** The element id of the list of results. */
const FOUND_ID = 'search-results'

const ROW =
  'group/keys flex h-8 w-full items-center gap-2.5 rounded-sm px-2.5 text-13 text-text transition-[background-color] hover:bg-hover'

export function ChatSidebar({ search, searchRequest, isInGallery, onHide, onLeave }: ChatSidebarProps) {
  const { t } = useTranslation()
  const store = useChatStoreApi()
  const { openSettings, openUsage, openGallery, openPrompts, focusComposer } = useWindowActions()
  const query = useStore(search, (state) => state.query)
  const box = useRef<HTMLInputElement>(null)
  return (
    <nav
      aria-label={t('sidebar.title')}
      data-covered={isInGallery || undefined}
      className="group/nav flex h-full flex-col"
    >
      <div className="flex h-12 shrink-0 items-center justify-end px-2 drag">
        <IconButton
          icon={PanelLeft}
          label={t('sidebar.hide')}
          command="toggle-sidebar"
          hintSide="below"
          onClick={onHide}
        />
      </div>
      <div className="flex shrink-0 flex-col gap-1 px-2 pb-2">
        <button
          type="button"
          className={ROW}
          onClick={() => {
            store.getState().newChat()
            onLeave()
            focusComposer()
          }}
        >
          <SquarePen size={16} strokeWidth={1.5} aria-hidden className="text-text-muted" />
          {t('sidebar.newChat')}
          <Keys command="new-chat" />
        </button>
        <SearchBox search={search} request={searchRequest} box={box} />
      </div>
      <div className="scroll-slim min-h-0 grow pb-3 pl-2">
        {query.trim() === '' ? (
          <ChatList.Component onLeave={onLeave} />
        ) : (
          <FoundChats.Component search={search} id={FOUND_ID} box={box} onLeave={onLeave} />
        )}
      </div>
      <div className="shrink-0 border-t border-line p-2">
        <button
          type="button"
          className={classNames(ROW, 'aria-[current]:bg-selected')}
          aria-current={isInGallery ? 'page' : undefined}
          onClick={() => {
            openGallery()
            onLeave()
          }}
        >
          <Images size={16} strokeWidth={1.5} aria-hidden className="text-text-muted" />
          {t('sidebar.gallery')}
          <Keys command="open-gallery" />
        </button>
        <button type="button" className={ROW} onClick={() => openPrompts()}>
          <BookText size={16} strokeWidth={1.5} aria-hidden className="text-text-muted" />
          {t('sidebar.prompts')}
        </button>
        <button type="button" className={ROW} onClick={openUsage}>
          <ChartColumn size={16} strokeWidth={1.5} aria-hidden className="text-text-muted" />
          {t('sidebar.usage')}
          <Keys command="open-usage" />
        </button>
        <button type="button" className={ROW} onClick={() => openSettings()}>
          <Settings size={16} strokeWidth={1.5} aria-hidden className="text-text-muted" />
          {t('sidebar.settings')}
          <Keys command="open-settings" />
        </button>
      </div>
    </nav>
  )
}

/** The keyboard shortcut, shown while the row is hovered or focused. Not part of the row's accessible name. */
function Keys({ command }: { readonly command: Command }) {
  return (
    <kbd
      aria-hidden
      className="ml-auto hidden font-sans text-12 text-text-muted group-hover/keys:inline group-focus-visible/keys:inline"
    >
      {describeCommand(command)}
    </kbd>
  )
}

interface SearchBoxProps {
  readonly search: StoreApi<ChatSearchState>
  readonly request: number
  readonly box: RefObject<HTMLInputElement | null>
}

function SearchBox({ search, request, box }: SearchBoxProps) {
  const { t } = useTranslation()
  const query = useStore(search, (state) => state.query)
  useEffect(() => {
    if (request === 0) return
    box.current?.focus()
    box.current?.select()
  }, [request, box])
  const clear = (): void => search.getState().setQuery('')
  return (
    <div className="group/keys relative">
      <Search
        size={16}
        strokeWidth={1.5}
        aria-hidden
        className="pointer-events-none absolute top-2 left-2.5 text-text-muted"
      />
      <input
        ref={box}
        type="search"
        aria-label={t('sidebar.search')}
        dir="auto"
        aria-controls={query.trim() === '' ? undefined : FOUND_ID}
        placeholder={t('sidebar.search')}
        value={query}
        onFocus={() => search.getState().prepare()}
        onChange={(event) => search.getState().setQuery(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || query === '') return
          event.stopPropagation()
          clear()
        }}
        className="h-8 w-full appearance-none rounded-sm bg-transparent pr-8 pl-9 text-13 transition-[background-color] hover:bg-hover focus:bg-surface-raised focus-visible:outline-offset-0 [&::-webkit-search-cancel-button]:hidden"
      />
      {query === '' && (
        <kbd
          aria-hidden
          className="pointer-events-none absolute top-2 right-2.5 hidden font-sans text-12 text-text-muted group-hover/keys:inline"
        >
          {describeCommand('search-chats')}
        </kbd>
      )}
      {query !== '' && (
        <IconButton
          icon={X}
          label={t('sidebar.clear')}
          hint=""
          size="small"
          className="absolute top-0.5 right-0.5"
          onClick={clear}
        />
      )}
    </div>
  )
}
