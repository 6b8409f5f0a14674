import { Ellipsis } from 'lucide-react'
import { memo, useRef, useState, type MouseEvent } from 'react'
import { useContextMenu } from '@/bridge/use-context-menu'
import { useTranslation } from '@/i18n/use-translation'
import { classNames } from '@/lib/class-names'
import { IconButton } from '@/ui/IconButton'
import { lazyPart } from '@/ui/lazy-part'
import { notify } from '@/ui/notices'
import type { Chat } from '../model'
import { getChatMark } from '../selectors'
import { useChatStore, useChatStoreApi } from '../use-chat-store'
import { useWindowActions } from '../window-actions'
import { RenameBox } from './RenameBox'

const ChatMenu = lazyPart(() => import('./ChatMenu').then((module) => module.ChatMenu))

interface ChatRowProps {
  readonly chat: Chat
  readonly onLeave: () => void
}

type RowState =
  | { readonly kind: 'plain' }
  | {
      readonly kind: 'menu'
      readonly at: { readonly x: number; readonly y: number }
      readonly container: HTMLElement | null
    }
  | { readonly kind: 'renaming' }

export const ChatRow = memo(function ChatRow({ chat, onLeave }: ChatRowProps) {
  const { t } = useTranslation()
  const store = useChatStoreApi()
  const showContextMenu = useContextMenu()
  const { focusComposer } = useWindowActions()
  const open = useChatStore((state) => state.openChatId === chat.id)
  const busy = useChatStore((state) => getChatMark(state, chat.id) === 'running')
  const [state, setState] = useState<RowState>({ kind: 'plain' })
  const row = useRef<HTMLButtonElement>(null)
  const showPlain = (): void => setState({ kind: 'plain' })

  if (state.kind === 'renaming') {
    return (
      <RenameBox
        title={chat.title}
        onRename={(title) => store.getState().renameChat(chat.id, title)}
        onDone={() => {
          showPlain()
          requestAnimationFrame(() => row.current?.focus())
        }}
      />
    )
  }
  const openRow = (): void => {
    void store.getState().openChat(chat.id)
    onLeave()
    focusComposer()
  }
  const remove = (): void => {
    const undo = store.getState().deleteChat(chat.id)
    notify({ text: t('notices.chatDeleted'), action: { label: t('notices.undo'), run: undo } })
  }
  const setPinned = (pinned: boolean) => () => store.getState().pinChat(chat.id, pinned)
  const openMenuBelow = (event: MouseEvent<HTMLButtonElement>): void => {
    const { left, bottom } = event.currentTarget.getBoundingClientRect()
    setState({ kind: 'menu', container: event.currentTarget.closest('nav'), at: { x: left, y: bottom } })
  }
  return (
    <li
      onContextMenu={(event) =>
        showContextMenu(event, {
          'open-chat': openRow,
          'rename-chat': () => setState({ kind: 'renaming' }),
          ...(chat.pinnedAt === undefined ? { 'pin-chat': setPinned(true) } : { 'unpin-chat': setPinned(false) }),
          'delete-chat': remove,
        })
      }
      className={classNames(
        'group/row relative flex items-center rounded-sm transition-[background-color]',
        open ? 'bg-selected' : 'hover:bg-hover',
        state.kind === 'menu' && !open && 'bg-hover',
      )}
    >
      <button
        ref={row}
        type="button"
        // It leads somewhere, as the items of a navigation do.
        role="link"
        aria-current={open ? 'page' : undefined}
        title={chat.title}
        onClick={openRow}
        className="flex min-h-8 min-w-0 grow items-center gap-2 rounded-sm px-2.5 py-1 text-left text-13 group-focus-within/row:pr-9 group-hover/row:pr-9 forced-colors:aria-[current]:underline"
      >
        <span className="min-w-0 grow truncate">{chat.title}</span>
        {busy && (
          <span className="size-1.5 shrink-0 rounded-full bg-accent group-hover/row:hidden">
            <span className="sr-only">{t('sidebar.running')}</span>
          </span>
        )}
      </button>
      <IconButton
        icon={Ellipsis}
        label={t('sidebar.options')}
        size="small"
        hint=""
        aria-haspopup="menu"
        aria-expanded={state.kind === 'menu'}
        className={classNames(
          'absolute top-0.5 right-0.5 group-focus-within/row:opacity-100 group-hover/row:opacity-100 [@media(hover:none)]:opacity-100',
          state.kind !== 'menu' && 'opacity-0',
        )}
        onClick={openMenuBelow}
        onPointerEnter={ChatMenu.preload}
      />
      {state.kind === 'menu' && (
        <ChatMenu.Component
          chat={chat}
          at={state.at}
          container={state.container}
          onRename={() => setState({ kind: 'renaming' })}
          onClose={() => setState((now) => (now.kind === 'menu' ? { kind: 'plain' } : now))}
          returnFocus={() => row.current?.focus()}
        />
      )}
    </li>
  )
})
