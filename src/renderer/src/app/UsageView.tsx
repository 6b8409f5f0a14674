import { useEffect, useMemo, useState } from 'react'
import type { Limits } from '@shared/budget'
import type { MessageId } from '@shared/ids'
import { useSettingsStore } from '@/bridge/settings-store'
import { useBudget } from '@/features/budget/store'
import { showMessage } from '@/features/chat/show-message'
import { useChatStore, useChatStoreApi } from '@/features/chat/use-chat-store'
import { UsagePage } from '@/features/usage/UsagePage'
import type { BriefsOf } from '@/features/usage/use-briefs'
import { onImagesChanged } from '@/lib/image-changes'

const NO_LIMITS: Limits = { dailyCap: null, monthlyCap: null, askAbove: null }

/** Connects the usage page, which knows nothing about chats, to answers and projects. */
export function UsageView({ onClose }: { readonly onClose: () => void }) {
  const store = useChatStoreApi()
  const limits = useBudget()?.limits ?? NO_LIMITS
  const caps = useSettingsStore((state) => state.view?.settings.projectCaps)
  const projects = useChatStore((state) => state.projects)
  const choices = useMemo(
    () => projects.map(({ id, title }) => ({ id, title, limits: { ...NO_LIMITS, ...caps?.[id] } })),
    [projects, caps],
  )
  const readBriefs = useReadBriefs()
  return (
    <UsagePage
      limits={limits}
      projects={choices}
      readBriefs={readBriefs}
      onOpen={(chatId, id) => {
        onClose()
        void showMessage(store, chatId, id)
      }}
      onClose={onClose}
    />
  )
}

/** Another function once chats or images were deleted, or are there again: what was read before may not be so anymore. */
function useReadBriefs(): BriefsOf {
  const store = useChatStoreApi()
  const [changes, setChanges] = useState(0)
  useEffect(() => onImagesChanged(() => setChanges((count) => count + 1)), [])
  return useMemo(
    () => async (ids: readonly MessageId[]) => (await store.data()).messages.briefs(ids),
    // eslint-disable-next-line react/exhaustive-deps -- each change makes it another function
    [store, changes],
  )
}
