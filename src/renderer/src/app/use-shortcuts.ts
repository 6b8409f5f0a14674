import { useEffect } from 'react'
import { findCommand, type Command } from '@shared/shortcuts'
import { useClient } from '@/bridge/use-client'
import { useChatStoreApi } from '@/features/chat/use-chat-store'
import { isDialogOpen, isField } from '@/lib/focus'
import { PLATFORM } from '@/lib/platform'
import { undoNewest } from '@/lib/undo'
import { createCommands } from './commands/create-commands'
import { layout } from './layout-store'
import { tellMenu } from './tell-menu'

/** Runs commands from the application menu and the keyboard alike. */
export function useShortcuts(): void {
  const client = useClient()
  const store = useChatStoreApi()
  useEffect(() => {
    const commands = createCommands(store, client)
    const run = (command: Command): void => {
      if (layout.getState().overlay.kind === 'none' && !isDialogOpen()) commands[command]?.()
    }
    const handleKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return
      const command = findCommand(event, PLATFORM)
      if (command && command in commands && !movesInText(event)) {
        // Keeps the menu's accelerator from running it again.
        event.preventDefault()
        run(command)
      } else if (isUndo(event) && !isDialogOpen() && hasNothingToUndo(event.target)) {
        if (undoNewest()) event.preventDefault()
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

/** Whether the key moves the cursor through a text, as Option with an arrow key does on a Mac. */
function movesInText({ altKey, target }: KeyboardEvent): boolean {
  return altKey && PLATFORM === 'darwin' && isField(target)
}

function isUndo({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  return key.toLowerCase() === 'z' && (PLATFORM === 'darwin' ? metaKey : ctrlKey) && !altKey && !shiftKey
}

/** Whether undo is free for the app: outside fields, or in an empty text area. Other fields undo their own text. */
function hasNothingToUndo(target: EventTarget | null): boolean {
  return !isField(target) || (target instanceof HTMLTextAreaElement && target.value === '')
}
