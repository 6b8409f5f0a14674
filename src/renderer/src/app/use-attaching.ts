import { useMemo } from 'react'
import { useChatStoreApi } from '@/features/chat/use-chat-store'
import { useSettingsStoreApi } from '@/bridge/settings-store'
import { useClient } from '@/bridge/use-client'
import type { Attaching } from './attach-files'

/** Returns what attaching files needs; the same object for the life of the window. */
export function useAttaching(): Attaching {
  const store = useChatStoreApi()
  const settings = useSettingsStoreApi()
  const client = useClient()
  return useMemo(() => ({ store, settings, client }), [store, settings, client])
}
