import { ChevronDown } from 'lucide-react'
import { useLayoutEffect, useRef, useState, type MouseEvent } from 'react'
import { deleteWithUndo } from '@/features/chat/delete-with-undo'
import type { Chat } from '@/features/chat/model'
import { RenameBox } from '@/features/chat/sidebar/RenameBox'
import { useChatContext } from '@/features/chat/sidebar/use-chat-context'
import { useChatStoreApi } from '@/features/chat/use-chat-store'
import { focusHome, returnFocus } from '@/lib/focus'
import { Button } from '@/ui/Button'
import { lazyPart } from '@/ui/lazy-part'
import { useLayout } from './layout-store'

const ChatMenu = lazyPart(() => import('@/features/chat/sidebar/ChatMenu').then((module) => module.ChatMenu))

type TitleState =
  | { readonly kind: 'plain' }
  | {
      readonly kind: 'menu'
      readonly at: { readonly x: number; readonly y: number }
      readonly container: HTMLElement | null
    }
  | { readonly kind: 'renaming' }

/** The title of the open chat: a click opens its menu, a double click renames it. Keyed by the chat. */
export function ChatTitle({ chat }: { readonly chat: Chat }) {
  const store = useChatStoreApi()
  const [state, setState] = useState<TitleState>({ kind: 'plain' })
  const showContextMenu = useChatContext(chat)
  const button = useRef<HTMLButtonElement>(null)
  const renameRequest = useLayout((layout) => layout.renameRequest)
  const [answered, setAnswered] = useState(renameRequest)
  useLayoutEffect(() => {
    if (renameRequest === answered) return
    setAnswered(renameRequest)
    setState({ kind: 'renaming' })
  }, [renameRequest, answered])

  if (state.kind === 'renaming') {
    return (
      <div className="w-[min(360px,60%)]">
        <RenameBox
          title={chat.title}
          onRename={(title) => store.getState().renameChat(chat.id, title)}
          onDone={() => {
            setState({ kind: 'plain' })
            focusHome()
          }}
        />
      </div>
    )
  }
  const openMenu = (event: MouseEvent<HTMLElement>): void => {
    const { left, bottom } = event.currentTarget.getBoundingClientRect()
    setState({ kind: 'menu', at: { x: left, y: bottom }, container: event.currentTarget.closest('main') })
  }
  const rename = (): void => setState({ kind: 'renaming' })
  const remove = (): void => {
    deleteWithUndo(store, chat.id)
    focusHome()
  }
  return (
    <>
      <h1 className="min-w-0" onContextMenu={(event) => showContextMenu(event, { onRename: rename, onDelete: remove })}>
        <Button
          ref={button}
          look="plain"
          size="chip"
          aria-haspopup="menu"
          aria-expanded={state.kind === 'menu'}
          onClick={openMenu}
          onDoubleClick={rename}
          onPointerEnter={ChatMenu.preload}
          className="max-w-full min-w-0"
        >
          <span dir="auto" className="truncate">
            {chat.title}
          </span>
          <ChevronDown size={14} strokeWidth={1.5} aria-hidden className="shrink-0 text-text-muted" />
        </Button>
      </h1>
      {state.kind === 'menu' && (
        <ChatMenu.Component
          chat={chat}
          at={state.at}
          container={state.container}
          onRename={rename}
          onDelete={remove}
          onClose={() => setState((now) => (now.kind === 'menu' ? { kind: 'plain' } : now))}
          // Not while the title is being renamed: the box has focus then.
          returnFocus={() => button.current && returnFocus(button.current)}
        />
      )}
    </>
  )
}
