import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { ChatState } from './model'
import type { ChatStore } from './store'

export const ChatStoreContext = createContext<ChatStore | undefined>(undefined)

/** The store itself, for a single read or an action without re-rendering. */
export function useChatStoreApi(): ChatStore {
  const store = useContext(ChatStoreContext)
  if (!store) throw new Error('useChatStore needs a ChatStoreContext above it')
  return store
}

/** Re-renders when the selected part changes identity: select as little as possible. */
export function useChatStore<T>(selector: (state: ChatState) => T): T {
  return useStore(useChatStoreApi(), selector)
}
