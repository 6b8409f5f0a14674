import { useMemo } from 'react'
import { useClient } from '@/bridge/use-client'
import { BinPanel } from '@/features/bin/BinPanel'
import { useChatStoreApi } from '@/features/chat/use-chat-store'
import { createBinActions } from './bin'

/** The page of Settings that shows deleted items. */
export function BinPage({ isShown }: { readonly isShown: boolean }) {
  const client = useClient()
  const chat = useChatStoreApi()
  const { remove, restore } = useMemo(() => createBinActions(client, chat), [client, chat])
  return <BinPanel isShown={isShown} data={chat.data} settled={chat.settled} remove={remove} restore={restore} />
}
