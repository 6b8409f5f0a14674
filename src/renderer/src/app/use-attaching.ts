import { useMemo } from 'react'
import { useChatStoreApi } from '@/features/chat/use-chat-store'
import { useSettingsStoreApi } from '@/bridge/settings-store'
import { useClient } from '@/bridge/use-client'
import type { Attaching } from './attach-files'

/** What taking in files needs; the same object while the window lives. */
export function useAttaching(): Attaching {
  const store = useChatStoreApi()
  const settings = useSettingsStoreApi()
  const client = useClient()
  return useMemo(() => ({ store, settings, client }), [store, settings, client])
}
