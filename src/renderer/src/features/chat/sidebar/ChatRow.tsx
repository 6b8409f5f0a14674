import { Check } from 'lucide-react'
import { memo, useEffect, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react'
import type { ChatId } from '@shared/ids'
import { useTranslation } from '@/i18n/use-translation'
import { classNames } from '@/lib/class-names'
import { PLATFORM } from '@/lib/platform'
import { lazyPart } from '@/ui/lazy-part'
import type { Chat } from '../model'
import { dragChat } from '../projects/drag-chat'
import { getChatMark, hasDraft } from '../selectors'
import { useChatStore, useChatStoreApi } from '../use-chat-store'
import { useWindowActions } from '../window-actions'
import { ChatMarkIcon } from './ChatMarkIcon'
import { ChatThumbnail } from './ChatThumbnail'
import { RenameBox } from './RenameBox'
import { RowOptions } from './RowOptions'
import { clearSelection, useIsSelected } from './selection-store'
import { useChatContext } from './use-chat-context'
import { useChatImage } from './use-chat-image'

const ChatMenu = lazyPart(() => import('./ChatMenu').then((module) => module.ChatMenu))

interface ChatRowProps {
  readonly chat: Chat
  /** Whether Tab stops at this row; the others are reached by the arrow keys. */
  readonly isTabStop: boolean
  readonly onLeave: () => void
  readonly onDelete: (id: ChatId) => void
  /** With a modifier held: `range` selects everything up to this chat, `one` toggles it. */
  readonly onSelect: (id: ChatId, what: 'range' | 'one') => void
}

type RowState =
  | { readonly kind: 'plain' }
  | {
      readonly kind: 'menu'
      readonly at: { readonly x: number; readonly y: number }
      readonly container: HTMLElement | null
    }
  | { readonly kind: 'renaming' }

/** The key that adds to a selection on this system. On a Mac, Control-click opens the menu. */
function isModified({ ctrlKey, metaKey }: MouseEvent): boolean {
  return PLATFORM === 'darwin' ? metaKey : ctrlKey
}

export const ChatRow = memo(function ChatRow({ chat, isTabStop, onLeave, onDelete, onSelect }: ChatRowProps) {
  const { t } = useTranslation()
  const store = useChatStoreApi()
  const showContextMenu = useChatContext(chat)
  const { focusComposer } = useWindowActions()
  const open = useChatStore((state) => state.openChatId === chat.id)
  const mark = useChatStore((state) => getChatMark(state, chat.id))
  const isSelected = useIsSelected(chat.id)
  const [state, setState] = useState<RowState>({ kind: 'plain' })
  const item = useRef<HTMLLIElement>(null)
  const row = useRef<HTMLButtonElement>(null)
  const options = useRef<HTMLButtonElement>(null)
  const image = useChatImage(chat.id, item)
  const showPlain = (): void => setState({ kind: 'plain' })

  // Also after sending has moved it to the top of a list that was scrolled down.
  useEffect(() => {
    if (open) row.current?.scrollIntoView({ block: 'nearest' })
  }, [open, chat.updatedAt])

  if (state.kind === 'renaming') {
    return (
      <li ref={item}>
        <RenameBox
          title={chat.title}
          onRename={(title) => store.getState().renameChat(chat.id, title)}
          onDone={() => {
            showPlain()
            requestAnimationFrame(() => row.current?.focus())
          }}
        />
      </li>
    )
  }
  const openRow = (): void => {
    clearSelection()
    void store.getState().openChat(chat.id)
    onLeave()
    focusComposer()
  }
  const handleKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    const act = {
      F2: () => setState({ kind: 'renaming' }),
      Delete: () => onDelete(chat.id),
      // Mac keyboards label this key Delete.
      Backspace: () => onDelete(chat.id),
      ArrowRight: () => options.current?.focus(),
      ArrowLeft: () => row.current?.focus(),
    }[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }
  return (
    <li
      ref={item}
      draggable
      onDragStart={(event) => dragChat(event.dataTransfer, chat.id)}
      onContextMenu={(event) =>
        showContextMenu(event, {
          onOpen: openRow,
          onRename: () => setState({ kind: 'renaming' }),
          onDelete: () => onDelete(chat.id),
        })
      }
      onKeyDown={handleKey}
      className={classNames(
        'group/row relative flex items-center rounded-sm transition-[background-color]',
        open || isSelected ? 'bg-selected' : 'hover:bg-hover',
        // The gallery returns to this chat, but it isn't visible now.
        open && !isSelected && 'group-data-covered/nav:bg-transparent group-data-covered/nav:hover:bg-hover',
        state.kind === 'menu' && !open && 'bg-hover',
      )}
    >
      <button
        ref={row}
        type="button"
        // It navigates, like the items of a navigation.
        role="link"
        aria-current={open ? 'page' : undefined}
        data-chat-id={chat.id}
        tabIndex={isTabStop ? 0 : -1}
        title={chat.title}
        aria-description={isSelected ? t('sidebar.isSelected') : undefined}
        onClick={(event) => {
          if (event.shiftKey) onSelect(chat.id, 'range')
          else if (isModified(event)) onSelect(chat.id, 'one')
          else openRow()
        }}
        onDoubleClick={(event) => {
          if (!event.shiftKey && !isModified(event)) setState({ kind: 'renaming' })
        }}
        className={classNames(
          'flex min-h-8 min-w-0 grow items-center gap-2 rounded-sm px-2.5 py-1 text-left text-13 focus-visible:-outline-offset-2',
          image.hash
            ? 'pr-9 group-focus-within/row:pr-15.5 group-hover/row:pr-15.5'
            : 'group-focus-within/row:pr-9 group-hover/row:pr-9',
          // The open menu has the focus; the button that opened it stays visible.
          state.kind === 'menu' && (image.hash ? 'pr-15.5!' : 'pr-9!'),
          'forced-colors:aria-[current]:underline',
          mark === 'unread' && 'font-medium',
        )}
      >
        {isSelected && <Check size={14} strokeWidth={2} aria-hidden className="shrink-0 text-accent" />}
        <span dir="auto" className="min-w-0 grow truncate">
          {chat.title}
        </span>
        {mark ? <ChatMarkIcon mark={mark} /> : !open && hasDraft(chat) && <ChatMarkIcon mark="draft" />}
      </button>
      {image.hash && <ChatThumbnail hash={image.hash} onMissing={image.onMissing} />}
      <RowOptions
        ref={options}
        label={t('sidebar.options')}
        isOpen={state.kind === 'menu'}
        className={image.hash ? 'right-7.5' : 'right-0.5'}
        onOpen={(event, at) => setState({ kind: 'menu', container: event.currentTarget.closest('nav'), at })}
        onPointerEnter={ChatMenu.preload}
      />
      {state.kind === 'menu' && (
        <ChatMenu.Component
          chat={chat}
          at={state.at}
          container={state.container}
          onRename={() => setState({ kind: 'renaming' })}
          onDelete={() => onDelete(chat.id)}
          onClose={() => setState((now) => (now.kind === 'menu' ? { kind: 'plain' } : now))}
          returnFocus={() => row.current?.focus()}
        />
      )}
    </li>
  )
})
