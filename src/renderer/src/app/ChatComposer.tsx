import type { BudgetView } from '@shared/budget'
import { useCallback } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { activeRuns, openChat } from '@/features/chat/selectors'
import { useChatStore, useChatStoreApi } from '@/features/chat/use-chat-store'
import { useBudget } from '@/features/budget/store'
import { Composer } from '@/features/composer/Composer'
import { useSettingsStore, useSettingsStoreApi } from '@/features/settings/store'
import { lazyPart } from '@/ui/lazy-part'
import { rememberModel } from './keep-model'
import { openSettings } from './layout-store'

const BudgetBanner = lazyPart(() => import('@/features/budget/BudgetBanner').then((module) => module.BudgetBanner))

/** Ties the composer, which knows no chats, to the open one. */
export function ChatComposer() {
  const store = useChatStoreApi()
  const view = useBudget()
  const settingsStore = useSettingsStoreApi()
  const settings = useSettingsStore((state) => state.view)
  const chatId = useChatStore((state) => state.openChatId)
  const running = useChatStore((state) => activeRuns(state).length > 0)
  const remembered = useChatStore(
    useShallow((state) => {
      const chat = openChat(state)
      return { text: chat ? chat.draft : state.newChatDraft, model: chat?.model, options: chat?.options }
    }),
  )
  const stop = useCallback(() => activeRuns(store.getState()).forEach((id) => store.getState().stop(id)), [store])
  return (
    <div className="shrink-0 px-2 pb-4 narrow:px-6">
      <div className="mx-auto max-w-[calc(var(--container-column)+34px)]">
        {view && hasCap(view) && <BudgetBanner.Component view={view} onRaise={() => openSettings('budget')} />}
        <Composer
          chatKey={chatId ?? 'new'}
          remembered={remembered}
          settings={settings}
          running={running}
          onSend={(input, onSent) =>
            store.getState().send(input, () => {
              onSent()
              rememberModel(settingsStore, input.wish.model)
            })
          }
          onStop={stop}
          onChoose={(choice) => {
            if (chatId) store.getState().saveChoice(chatId, choice)
            if (choice.model) rememberModel(settingsStore, choice.model)
          }}
          onDraft={(text) => store.getState().saveDraft(chatId, text)}
          onOpenSettings={() => openSettings('providers')}
        />
      </div>
    </div>
  )
}

function hasCap({ limits }: BudgetView): boolean {
  return limits.dailyCap !== null || limits.monthlyCap !== null
}
