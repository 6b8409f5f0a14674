import { Menu, SquarePen } from 'lucide-react'
import { useEffect } from 'react'
import { useClient } from '@/bridge/use-client'
import { useTranslation } from '@/i18n/use-translation'
import { openChat } from '@/features/chat/selectors'
import { useChatStore, useChatStoreApi } from '@/features/chat/use-chat-store'
import { composer } from '@/features/composer/store'
import { classNames } from '@/lib/class-names'
import { PLATFORM } from '@/lib/platform'
import { IconButton } from '@/ui/IconButton'
import { lazyPart } from '@/ui/lazy-part'
import { ChatTitle } from './ChatTitle'
import { openUsage } from './layout-store'
import { ShowSidebarButton } from './ShowSidebarButton'

const TodayTotal = lazyPart(() => import('@/features/budget/TodayTotal').then((module) => module.TodayTotal))
const ChatSettingsButton = lazyPart(() => import('./ChatSettingsButton').then((module) => module.ChatSettingsButton))
const RestoreLine = lazyPart(() => import('./RestoreLine').then((module) => module.RestoreLine))

/** The bar that moves the window. If the system draws its window buttons over the page, it leaves room for them. */
export function TopBar({ sidebarShown }: { readonly sidebarShown: boolean }) {
  const { t } = useTranslation()
  const store = useChatStoreApi()
  const chatId = useChatStore((state) => state.openChatId)
  const chat = useChatStore(openChat)
  const title = chat?.title
  const hasRestored = useChatStore((state) => state.restoring !== undefined)
  useEffect(() => {
    document.title = title ? `${title} — Easel` : 'Easel'
  }, [title])
  return (
    <header className={classNames('title-bar', sidebarShown && 'pl-4 narrow:pl-8')}>
      {!sidebarShown && (
        <>
          <ShowSidebarButton />
          <IconButton
            icon={SquarePen}
            label={t('sidebar.newChat')}
            command="new-chat"
            hintSide="below"
            onClick={() => {
              store.getState().newChat()
              composer.focus()
            }}
          />
        </>
      )}
      {chat && <ChatTitle key={chat.id} chat={chat} />}
      {hasRestored && <RestoreLine.Component />}
      <div className="ml-auto flex shrink-0 items-center gap-1">
        <TodayTotal.Component chatId={chatId} onOpenUsage={openUsage} />
        <ChatSettingsButton.Component fallback={<span className="size-8" />} />
        {PLATFORM !== 'darwin' && <MenuButton />}
      </div>
    </header>
  )
}

/** The application menu. Only macOS always shows it. */
function MenuButton() {
  const { t } = useTranslation()
  const client = useClient()
  return (
    <IconButton
      icon={Menu}
      label={t('window.menu')}
      hintSide="below"
      aria-haspopup="menu"
      onClick={({ currentTarget }) => {
        const { left, bottom } = currentTarget.getBoundingClientRect()
        void client.request('menu.open', { x: left, y: bottom })
      }}
    />
  )
}
