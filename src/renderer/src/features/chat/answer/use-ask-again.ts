import { useCallback } from 'react'
import type { MessageId } from '@shared/ids'
import { isOnScreen } from '../shown'
import { useChatStoreApi } from '../use-chat-store'
import { useWindowActions } from '../window-actions'
import type { RequestChange } from './request-change'

/**
 * Asks for another version of an answer, which stays as it is. The button that was pressed goes with the version that was
 * shown, so the focus goes where it goes after sending.
 */
export function useAskAgain(): (id: MessageId, change?: RequestChange) => void {
  const store = useChatStoreApi()
  const { focusComposer } = useWindowActions()
  return useCallback(
    (id, change = {}) => {
      const state = store.getState()
      // A second click of a double click comes for a version that is no longer shown: one version was asked for.
      if (!isOnScreen(state, id)) return
      state.retry(id, change)
      focusComposer()
    },
    [store, focusComposer],
  )
}
