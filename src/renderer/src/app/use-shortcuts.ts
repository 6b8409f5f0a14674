import { useEffect } from 'react'
import { findCommand, type Command } from '@shared/shortcuts'
import { useClient } from '@/bridge/use-client'
import { deleteWithUndo, undoLastDeletion } from '@/features/chat/delete-with-undo'
import { findNeighborChat, openChat } from '@/features/chat/selectors'
import type { ChatStore } from '@/features/chat/store'
import { useChatStoreApi } from '@/features/chat/use-chat-store'
import { composer } from '@/features/composer/store'
import { focusHome, isDialogOpen, isField } from '@/lib/focus'
import { PLATFORM } from '@/lib/platform'
import { createAnswerCommands } from './answer-commands'
import {
  layout,
  openAbout,
  openFind,
  openReport,
  openSettings,
  openShortcuts,
  openUsage,
  renameOpenChat,
  searchChats,
  toggleSidebar,
} from './layout-store'
import { tellMenu } from './tell-menu'

type Commands = Partial<Record<Command, () => void>>

/** Commands come from the application menu and from the keyboard; both do the same. */
export function useShortcuts(): void {
  const client = useClient()
  const store = useChatStoreApi()
  useEffect(() => {
    const commands = { ...createCommands(store), ...createAnswerCommands(store, client) }
    const run = (command: Command): void => {
      if (layout.getState().overlay.kind === 'none' && !isDialogOpen()) commands[command]?.()
    }
    const handleKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return
      const command = findCommand(event, PLATFORM)
      if (command && command in commands && !movesInText(event)) {
        // Keeps the menu's accelerator from doing it a second time.
        event.preventDefault()
        run(command)
      } else if (isUndo(event) && !isDialogOpen() && hasNothingToUndo(event.target)) {
        if (undoLastDeletion()) event.preventDefault()
      } else if (event.key === 'Escape') run('focus-composer')
    }
    window.addEventListener('keydown', handleKey)
    const stop = client.on('command.chosen', run)
    const stopTelling = tellMenu(client, store)
    return () => {
      window.removeEventListener('keydown', handleKey)
      stop()
      stopTelling()
    }
  }, [client, store])
}

function createCommands(store: ChatStore): Commands {
  const withChat = (act: (chat: NonNullable<ReturnType<typeof openChat>>) => void) => () => {
    const chat = openChat(store.getState())
    if (chat) act(chat)
  }
  const goTo = (step: 1 | -1) => () => {
    const id = findNeighborChat(store.getState(), step, Date.now())
    if (!id) return
    void store.getState().openChat(id)
    composer.focus()
  }
  return {
    'new-chat': () => {
      store.getState().newChat()
      composer.focus()
    },
    'open-settings': () => openSettings(),
    'open-usage': openUsage,
    'focus-composer': composer.focus,
    'search-chats': searchChats,
    find: withChat(openFind),
    'toggle-sidebar': toggleSidebar,
    'show-shortcuts': openShortcuts,
    about: openAbout,
    'report-problem': openReport,
    'rename-chat': withChat(renameOpenChat),
    'pin-chat': withChat(({ id, pinnedAt }) => store.getState().pinChat(id, pinnedAt === undefined)),
    'delete-chat': withChat(({ id }) => {
      deleteWithUndo(store, id)
      focusHome()
    }),
    'next-chat': goTo(1),
    'previous-chat': goTo(-1),
  }
}

/** On a Mac, Option with an arrow key moves the cursor through a text. */
function movesInText({ altKey, target }: KeyboardEvent): boolean {
  return altKey && PLATFORM === 'darwin' && isField(target)
}

function isUndo({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  return key.toLowerCase() === 'z' && (PLATFORM === 'darwin' ? metaKey : ctrlKey) && !altKey && !shiftKey
}

/** A field undoes what was typed in it, as long as there is something in it. */
function hasNothingToUndo(target: EventTarget | null): boolean {
  return !isField(target) || (target instanceof HTMLTextAreaElement && target.value === '')
}
