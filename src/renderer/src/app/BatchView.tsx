import { BatchPage } from '@/features/chat/batch/BatchPage'
import { useBatch } from '@/features/chat/batch/batch-store'
import { showMessage } from '@/features/chat/show-message'
import { useChatStore, useChatStoreApi } from '@/features/chat/use-chat-store'
import { focusComposer } from './focus-composer'
import { showBatch } from './layout-store'
import { ShowSidebarButton } from './ShowSidebarButton'

/** The grid of the open chat's batch, covering the chat. */
export function BatchView({ sidebarShown }: { readonly sidebarShown: boolean }) {
  const store = useChatStoreApi()
  const chatId = useChatStore((state) => state.openChatId)
  const progress = useBatch(chatId)
  if (!progress) return null
  return (
    <BatchPage
      key={progress.id}
      progress={progress}
      onLeave={() => {
        showBatch(undefined)
        focusComposer()
      }}
      onShow={(message) => {
        showBatch(undefined)
        void showMessage(store, message.chatId, message.id)
      }}
    >
      {!sidebarShown && <ShowSidebarButton />}
    </BatchPage>
  )
}
