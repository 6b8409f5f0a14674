import { useCallback } from 'react'
import type { MessageId } from '@shared/ids'
import { isOnScreen } from '../shown'
import { useChatStoreApi } from '../use-chat-store'
import { useWindowActions } from '../window-actions'
import type { RequestChange } from './request-change'

/**
 * Requests another version of an answer, which itself stays as it is. The button disappears with the version that was
 * shown, so the focus goes where it goes after sending.
 */
export function useAskAgain(): (id: MessageId, change?: RequestChange) => void {
  const store = useChatStoreApi()
  const { focusComposer } = useWindowActions()
  return useCallback(
    (id, change = {}) => {
      const state = store.getState()
      // The second click of a double-click is for a version that is no longer shown: only one version was requested.
      if (!isOnScreen(state, id)) return
      state.retry(id, change)
      focusComposer()
    },
    [store, focusComposer],
  )
}
