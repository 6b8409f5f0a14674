import { useCallback } from 'react'
import { useChatStoreApi } from '@/features/chat/use-chat-store'
import { DeletionPanel } from '@/features/deletion/DeletionPanel'

/** The part of Settings that deletes everything, connected to the database. */
export function DeletionPage() {
  const store = useChatStoreApi()
  const count = useCallback(async () => {
    const { chats, attachments } = await store.data()
    return { chats: await chats.count(), uploadedCopies: await attachments.countUploaded() }
  }, [store])
  return <DeletionPanel count={count} />
}
