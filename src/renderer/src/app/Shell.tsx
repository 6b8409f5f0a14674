import { useEffect, useRef } from 'react'
import type { StoreApi } from 'zustand/vanilla'
import { Conversation } from '@/features/chat/conversation/Conversation'
import type { ChatSearchState } from '@/features/chat/search'
import { ChatSidebar } from '@/features/chat/sidebar/ChatSidebar'
import { useChatStore, useChatStoreApi } from '@/features/chat/use-chat-store'
import { classNames } from '@/lib/class-names'
import { NARROW, ROOM_FOR_DETAILS, WIDE } from '@/lib/widths'
import { lazyPart, preloadWhenIdle } from '@/ui/lazy-part'
import { useMedia } from '@/ui/use-media'
import { ChatComposer } from './ChatComposer'
import { closeDetails, closeFind, showDetails, showSidebar, showView, useLayout } from './layout-store'
import { TopBar } from './TopBar'
import { useChosenKind } from './use-chosen-kind'

const FindBar = lazyPart(() => import('@/features/chat/find/FindBar').then((module) => module.FindBar))

const BatchDock = lazyPart(() => import('./BatchDock').then((module) => module.BatchDock))
const BatchView = lazyPart(() => import('./BatchView').then((module) => module.BatchView))
const GalleryView = lazyPart(() => import('./GalleryView').then((module) => module.GalleryView))

const DetailsPanel = lazyPart(() =>
  import('@/features/chat/details/DetailsPanel').then((module) => module.DetailsPanel),
)

function DetailsView() {
  const details = useLayout((state) => state.details)
  return details && <DetailsPanel.Component {...details} onShow={showDetails} onClose={closeDetails} />
}

export function Shell({ search }: { readonly search: StoreApi<ChatSearchState> }) {
  const wide = useMedia(WIDE)
  const narrow = useMedia(NARROW)
  const isRoomy = useMedia(ROOM_FOR_DETAILS)
  const hasDetails = useLayout((state) => state.details !== undefined)
  const wanted = useLayout((state) => state.sidebar)
  const covered = useLayout((state) => state.overlay.kind !== 'none')
  const searchRequest = useLayout((state) => state.searchRequest)
  const store = useChatStoreApi()
  const chatId = useChatStore((state) => state.openChatId)
  const kind = useChosenKind()
  const find = useLayout((state) => state.find)
  const inGallery = useLayout((state) => state.view === 'gallery')
  const inBatch = useLayout((state) => state.batchOf !== undefined && state.batchOf === chatId)
  const isCovered = inGallery || inBatch
  const shown = wanted ?? (wide && (isRoomy || !hasDetails))
  const over = shown && narrow

  // A choice applies only to the width it was made at.
  const width = `${wide} ${narrow}`
  const chosenAt = useRef(width)
  useEffect(() => {
    if (chosenAt.current !== width) showSidebar(undefined)
    chosenAt.current = width
  }, [width])
  useEffect(() => closeFind, [chatId])
  // However another chat was opened, show it. One that was deleted beside the gallery leaves the gallery open.
  useEffect(
    () => () => {
      if (store.getState().openChatId) showView('chat')
    },
    [chatId, store],
  )
  useEffect(() => preloadWhenIdle(FindBar), [])
  useEffect(() => {
    if (!over) return
    const close = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented) showSidebar(false)
    }
    window.addEventListener('keydown', close)
    return () => window.removeEventListener('keydown', close)
  }, [over])

  return (
    // A modal dialog makes the rest inert; this also tells assistive technology.
    <div aria-hidden={covered || undefined} className="flex h-full">
      {over && (
        <div aria-hidden className="fixed inset-0 z-20 animate-appear bg-scrim" onClick={() => showSidebar(false)} />
      )}
      {shown && (
        <div
          className={classNames(
            'w-sidebar shrink-0 border-r border-line bg-surface-sunken',
            over && 'fixed inset-y-0 left-0 z-30 max-w-[85vw] animate-appear shadow-float',
          )}
        >
          <ChatSidebar
            search={search}
            searchRequest={searchRequest}
            isInGallery={inGallery}
            onHide={() => showSidebar(false)}
            onLeave={() => {
              if (over) showSidebar(false)
            }}
          />
        </div>
      )}
      <main inert={over} className="relative flex min-w-0 grow flex-col bg-surface">
        {/* The chat stays mounted but hidden, to keep its scroll position. */}
        <div inert={isCovered} className={classNames('flex min-h-0 min-w-0 grow flex-col', isCovered && 'invisible')}>
          <TopBar sidebarShown={shown && !over} />
          <div className="@container/chat-and-details relative flex min-h-0 grow">
            <div className="flex min-w-0 grow flex-col">
              <Conversation key={chatId ?? 'new'} kind={kind}>
                {find.isOpen && <FindBar.Component request={find.request} onClose={closeFind} />}
              </Conversation>
              <BatchDock.Component />
              <ChatComposer />
            </div>
            <DetailsView />
          </div>
        </div>
        {inBatch && !inGallery && (
          <div className="absolute inset-0 z-10">
            <BatchView.Component sidebarShown={shown && !over} />
          </div>
        )}
        {inGallery && (
          <div className="absolute inset-0 z-10">
            <GalleryView.Component sidebarShown={shown && !over} />
          </div>
        )}
      </main>
    </div>
  )
}
