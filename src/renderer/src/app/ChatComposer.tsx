import type { BudgetView } from '@shared/budget'
import type { ChatState } from '@/features/chat/model'
import type { ModelId } from '@shared/catalogue'
import { useShallow } from 'zustand/react/shallow'
import type { Chat } from '@/features/chat/model'
import { activeRuns, openChat, visibleMessages } from '@/features/chat/selectors'
import { useChatStore, useChatStoreApi } from '@/features/chat/use-chat-store'
import { useBudget } from '@/features/budget/store'
import { Composer } from '@/features/composer/Composer'
import { composer } from '@/features/composer/store'
import { useSettingsStore, useSettingsStoreApi } from '@/bridge/settings-store'
import { lazyPart } from '@/ui/lazy-part'
import { changeFavorite, rememberModel } from './keep-model'
import { openSettings } from './layout-store'

const InProgress = lazyPart(() => import('@/features/chat/InProgress').then((module) => module.InProgress))
const RefusalNote = lazyPart(() => import('./RefusalNote').then((module) => module.RefusalNote))
const BudgetBanner = lazyPart(() => import('@/features/budget/BudgetBanner').then((module) => module.BudgetBanner))

/** Ties the composer, which knows no chats, to the open one. */
export function ChatComposer() {
  const store = useChatStoreApi()
  const view = useBudget()
  const settingsStore = useSettingsStoreApi()
  const settings = useSettingsStore((state) => state.view)
  const chatId = useChatStore((state) => state.openChatId)
  const isMakingSeveral = useChatStore((state) => activeRuns(state).length > 1)
  const refusal = useChatStore((state) => state.refusal)
  const remembered = useChatStore(
    useShallow((state) => {
      const chat = openChat(state)
      return { text: chat ? chat.draft : state.newChatDraft, model: chat?.model, options: chat?.options }
    }),
  )
  return (
    <div className="shrink-0 px-2 pb-4 narrow:px-6">
      <div className="mx-auto max-w-[calc(var(--container-column)+34px)]">
        {view && hasCap(view) && !refusal?.failure.limit && (
          <BudgetBanner.Component view={view} onRaise={() => openSettings('budget')} />
        )}
        {isMakingSeveral && <InProgress.Component onStopped={composer.focus} />}
        {refusal && (
          <RefusalNote.Component
            key={refusal.failure.at}
            refusal={refusal}
            onDismiss={store.getState().dismissRefusal}
          />
        )}
        <Composer
          chatKey={chatId ?? 'new'}
          remembered={remembered}
          settings={settings}
          onSend={(input, onSent) =>
            store.getState().send(input, () => {
              onSent()
              rememberModel(settingsStore, input.wish.model)
            })
          }
          onChoose={(choice) => {
            if (chatId) store.getState().saveChoice(chatId, choice)
            if (choice.model) rememberModel(settingsStore, choice.model)
          }}
          onFavorite={(model, isFavorite) => changeFavorite(settingsStore, model, isFavorite)}
          onDraft={(text) => store.getState().saveDraft(chatId, text)}
          lastPrompt={() => findLastPrompt(store.getState())}
          recentModels={() => listRecentModels(store.getState().chats)}
          onOpenSettings={() => openSettings('providers')}
        />
      </div>
    </div>
  )
}

function hasCap({ limits }: BudgetView): boolean {
  return limits.dailyCap !== null || limits.monthlyCap !== null
}

function listRecentModels(chats: readonly Chat[]): readonly ModelId[] {
  const latest = chats.toSorted((one, other) => other.updatedAt - one.updatedAt)
  return latest.flatMap(({ model }) => model ?? [])
}

function findLastPrompt(state: ChatState): string | undefined {
  const questions = visibleMessages(state).flatMap((message) => (message.role === 'user' ? [message.text] : []))
  return questions.at(-1)
}
