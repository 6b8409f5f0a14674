import { useEffect } from 'react'
import { useClient } from '@/bridge/use-client'
import { showMessage } from '@/features/chat/show-message'
import { useChatStoreApi } from '@/features/chat/use-chat-store'
import { closeOverlay } from './layout-store'

/** Shows an answer when its notification is clicked, whatever covers the conversation. */
export function useCalledAnswer(): void {
  const client = useClient()
  const store = useChatStoreApi()
  useEffect(
    () =>
      client.on('answer.called', ({ chatId, id }) => {
        closeOverlay()
        void showMessage(store, chatId, id)
      }),
    [client, store],
  )
}
