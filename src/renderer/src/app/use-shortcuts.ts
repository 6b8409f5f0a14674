import { useEffect } from 'react'
import { assertNever } from '@shared/assert-never'
import type { Command } from '@shared/contract'
import { useClient } from '@/bridge/use-client'
import { useChatStoreApi } from '@/features/chat/use-chat-store'
import { composer } from '@/features/composer/store'
import { layout, openSettings, openUsage, searchChats } from './layout-store'

const KEYS: Readonly<Record<string, Command>> = {
  n: 'new-chat',
  ',': 'open-settings',
  u: 'open-usage',
  k: 'search-chats',
}

/** Commands come from the application menu and from the keyboard; both do the same. */
export function useShortcuts(): void {
  const client = useClient()
  const store = useChatStoreApi()
  useEffect(() => {
    const run = (command: Command): void => {
      if (layout.getState().overlay.kind !== 'none') return
      switch (command) {
        case 'new-chat':
          store.getState().newChat()
          return composer.focus()
        case 'open-settings':
          return openSettings()
        case 'open-usage':
          return openUsage()
        case 'focus-composer':
          return composer.focus()
        case 'search-chats':
          return searchChats()
        default:
          return assertNever(command)
      }
    }
    const handleKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return
      const command =
        (event.metaKey || event.ctrlKey) && !event.altKey && !event.shiftKey && KEYS[event.key.toLowerCase()]
      if (command) {
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
