import { useCallback, useMemo } from 'react'
import type { Limits } from '@shared/budget'
import type { MessageId } from '@shared/ids'
import { useSettingsStore } from '@/bridge/settings-store'
import { useBudget } from '@/features/budget/store'
import { showMessage } from '@/features/chat/show-message'
import { useChatStore, useChatStoreApi } from '@/features/chat/use-chat-store'
import { UsagePage } from '@/features/usage/UsagePage'

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
  const readBriefs = useCallback(
    async (ids: readonly MessageId[]) => (await store.data()).messages.briefs(ids),
    [store],
  )
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
