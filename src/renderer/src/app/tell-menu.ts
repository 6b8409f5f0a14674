/** Tells main which commands are possible now, so the application menu can disable the others. */
import type { MenuState } from '@shared/menu'
import { SHORTCUTS, type Command } from '@shared/shortcuts'
import type { Client } from '@/bridge/client'
import type { ChatState } from '@/features/chat/model'
import { findNeighborChat } from '@/features/chat/projects/sections'
import { openChat } from '@/features/chat/selectors'
import type { ChatStore } from '@/features/chat/store'
import { isDialogOpen } from '@/lib/focus'
import { findTargets } from './answer-targets'
import { layout } from './layout-store'

/** Streaming text arrives many times a second; a menu opens rarely. Milliseconds. */
const PAUSE_MS = 50

/** Returns a function that stops it. */
export function tellMenu(client: Client, store: ChatStore): () => void {
  let told = ''
  let timer: number | undefined
  const tell = (): void => {
    timer = undefined
    const isBlocked = layout.getState().overlay.kind !== 'none' || isDialogOpen()
    const state = findMenuState(store.getState(), isBlocked, Date.now())
    const text = JSON.stringify(state)
    if (text === told) return
    told = text
    void client.request('menu.update', state)
  }
  const tellSoon = (): void => {
    timer ??= window.setTimeout(tell, PAUSE_MS)
  }
  const stops = [store.subscribe(tellSoon), layout.subscribe(tellSoon)]
  // A dialog that opens or closes also moves focus.
  window.addEventListener('focusin', tellSoon)
  tellSoon()
  return () => {
    window.clearTimeout(timer)
    window.removeEventListener('focusin', tellSoon)
    stops.forEach((stop) => stop())
  }
}

/** Returns the commands that are possible now: none while a dialog is open (`isBlocked`). */
export function findMenuState(
  state: Pick<ChatState, 'chats' | 'projects' | 'openChatId' | 'messages' | 'chosen'>,
  isBlocked: boolean,
  now: number,
): MenuState {
  const chat = openChat(state)
  const targets = findTargets(state, undefined)
  const hasNeighbor = findNeighborChat(state, 1, now) !== undefined
  const impossible: Partial<Record<Command, boolean>> = {
    'save-image': !targets.image,
    'export-chat': !chat,
    'print-chat': !chat,
    find: !chat,
    stop: !targets.stop,
    'stop-all': targets.stopAll.length === 0,
    regenerate: !targets.regenerate,
    'rename-chat': !chat,
    'pin-chat': !chat,
    'move-chat': !chat,
    'archive-chat': !chat || chat.archivedAt !== undefined,
    'delete-chat': !chat,
    'next-chat': !hasNeighbor,
    'previous-chat': !hasNeighbor,
  }
  const enabled = isBlocked ? [] : SHORTCUTS.map(({ id }) => id).filter((id) => !impossible[id])
  return { enabled, isPinned: chat?.pinnedAt !== undefined }
}
