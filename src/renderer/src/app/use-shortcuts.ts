import { useEffect } from 'react'
import { findCommand, type Command } from '@shared/shortcuts'
import { useClient } from '@/bridge/use-client'
import { useChatStoreApi } from '@/features/chat/use-chat-store'
import { composer } from '@/features/composer/store'
import { PLATFORM } from '@/lib/platform'
import { layout, openSettings, openUsage, searchChats } from './layout-store'

/** Commands come from the application menu and from the keyboard; both do the same. */
export function useShortcuts(): void {
  const client = useClient()
  const store = useChatStoreApi()
  useEffect(() => {
    const commands: Partial<Record<Command, () => void>> = {
      'new-chat': () => {
        store.getState().newChat()
        composer.focus()
      },
      'open-settings': () => openSettings(),
      'open-usage': openUsage,
      'focus-composer': composer.focus,
      'search-chats': searchChats,
    }
    const run = (command: Command): void => {
      if (layout.getState().overlay.kind === 'none') commands[command]?.()
    }
    const handleKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return
      const command = findCommand(event, PLATFORM)
      if (command && command in commands) {
        // Keeps the menu's accelerator from doing it a second time.
        event.preventDefault()
        run(command)
      } else if (event.key === 'Escape') run('focus-composer')
    }
    window.addEventListener('keydown', handleKey)
    const stop = client.on('command.chosen', run)
    return () => {
      window.removeEventListener('keydown', handleKey)
      stop()
    }
  }, [client, store])
}
