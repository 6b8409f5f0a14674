/** Implements each command, for menus, keys and the palette. */
import type { Command } from '@shared/shortcuts'
import type { Client } from '@/bridge/client'
import { deleteWithUndo } from '@/features/chat/delete-with-undo'
import { showProjectDialog } from '@/features/chat/projects/project-dialogs'
import { findNeighborChat } from '@/features/chat/projects/sections'
import { openChat } from '@/features/chat/selectors'
import type { ChatStore } from '@/features/chat/store'
import { focusHome } from '@/lib/focus'
import { createAnswerCommands } from '../answer-commands'
import { exportChatLater } from '../export-later'
import { printChatLater } from '../print-later'
import { focusComposer } from '../focus-composer'
import { readTyped } from '../read-typed'
import {
  openAbout,
  openBatch,
  openCommands,
  openFind,
  openImport,
  openPrompts,
  openReport,
  openSettings,
  openShortcuts,
  openUsage,
  renameOpenChat,
  searchChats,
  showView,
  toggleSidebar,
} from '../layout-store'

export type Commands = Partial<Record<Command, () => void>>

export function createCommands(store: ChatStore, client: Client): Commands {
  return {
    ...createWindowCommands(store),
    ...createAnswerCommands(store, client),
    'export-chat': () => {
      const chat = openChat(store.getState())
      if (chat) exportChatLater(store, client, chat.id)
    },
    'print-chat': () => {
      const chat = openChat(store.getState())
      if (chat) printChatLater(store, client, chat.id)
    },
  }
}

function createWindowCommands(store: ChatStore): Commands {
  const withChat = (act: (chat: NonNullable<ReturnType<typeof openChat>>) => void) => () => {
    const chat = openChat(store.getState())
    if (chat) act(chat)
  }
  const goTo = (step: 1 | -1) => () => {
    const id = findNeighborChat(store.getState(), step, Date.now())
    if (!id) return
    void store.getState().openChat(id)
    focusComposer()
  }
  return {
    'new-chat': () => {
      store.getState().newChat()
      focusComposer()
    },
    'open-settings': () => openSettings(),
    'open-gallery': () => showView('gallery'),
    'open-prompts': () => openPrompts(),
    'save-prompt': () => openPrompts(readTyped(store)),
    'make-batch': () => openBatch(readTyped(store)),
    'open-usage': openUsage,
    'focus-composer': focusComposer,
    'open-commands': openCommands,
    'search-chats': searchChats,
    find: withChat(openFind),
    'toggle-sidebar': toggleSidebar,
    'show-shortcuts': openShortcuts,
    about: openAbout,
    'report-problem': openReport,
    'import-chats': () => openImport(),
    'rename-chat': withChat(renameOpenChat),
    'pin-chat': withChat(({ id, pinnedAt }) => store.getState().pinChat(id, pinnedAt === undefined)),
    'move-chat': withChat(({ id }) => showProjectDialog({ kind: 'move', chatIds: [id] })),
    'archive-chat': withChat(({ id }) => store.getState().archiveChat(id, true)),
    'delete-chat': withChat(({ id }) => {
      deleteWithUndo(store, id)
      focusHome()
    }),
    'next-chat': goTo(1),
    'previous-chat': goTo(-1),
  }
}
