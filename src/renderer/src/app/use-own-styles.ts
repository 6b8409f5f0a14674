import { useEffect } from 'react'
import { useStore } from 'zustand'
import type { OwnStyles } from '@/features/chat/settings/own-styles'
import type { ChatStore } from '@/features/chat/store'
import { notifyFailure } from '@/ui/notices'
import { getPromptLibrary } from './prompt-library'

/** Returns the user's own styles, which are stored in the prompt library. */
export function useOwnStyles(chat: ChatStore): OwnStyles {
  const library = getPromptLibrary(chat)
  const styles = useStore(library, (state) => state.styles)
  useEffect(() => {
    library.getState().refresh().catch(notifyFailure)
  }, [library])
  return {
    styles: styles ?? [],
    save: (content, id) => void library.getState().save(content, id).catch(notifyFailure),
    delete: (id) => void library.getState().delete(id).catch(notifyFailure),
    undoDeletion: () => void library.getState().undoDeletion().catch(notifyFailure),
  }
}
