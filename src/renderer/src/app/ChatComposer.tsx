import { listCaps } from '@shared/budget'
import type { ModelId } from '@shared/catalogue'
import { useShallow } from 'zustand/react/shallow'
import { findFollowUp, findLastImage, listSending } from '@/features/chat/attached'
import type { Chat } from '@/features/chat/model'
import { estimateQuestion } from '@/features/chat/context/estimate-question'
import { useCountedMessages } from '@/features/chat/context/use-counted-messages'
import { getOpenProject, getSentSettings } from '@/features/chat/projects/project-instructions'
import { countSeenImages } from '@/features/chat/seen-images'
import { activeRuns, getSettings, openChat } from '@/features/chat/selectors'
import { conversationRows } from '@/features/chat/shown'
import { useChatStore, useChatStoreApi } from '@/features/chat/use-chat-store'
import { useBudget } from '@/features/budget/store'
import { Composer } from '@/features/composer/Composer'
import { currentChoice } from '@/features/composer/current-choice'
import { composer, useComposerStore } from '@/features/composer/store'
import { useSettingsStore, useSettingsStoreApi } from '@/bridge/settings-store'
import { useModelFinder } from '@/bridge/use-model-finder'
import { useNow } from '@/lib/use-now'
import { notifyFailure } from '@/ui/notices'
import { lazyPart } from '@/ui/lazy-part'
import { BatchDialogView } from './batch-dialog'
import { changeInputs } from './attach-images'
import { changeFavorite, rememberModel } from './keep-model'
import { improvePrompt, openBatch, openChatSettings, openSettings, useLayout } from './layout-store'
import { openCap } from './open-cap'
import { useAttaching } from './use-attaching'

const AttachedImagesView = lazyPart(() => import('./AttachedImagesView').then((module) => module.AttachedImagesView))
const InProgress = lazyPart(() => import('@/features/chat/InProgress').then((module) => module.InProgress))
const RefusalNote = lazyPart(() => import('./RefusalNote').then((module) => module.RefusalNote))
const ContextMeter = lazyPart(() =>
  import('@/features/chat/context/ContextMeter').then((module) => module.ContextMeter),
)
const PromptPickerView = lazyPart(() => import('./PromptPickerView').then((module) => module.PromptPickerView))
const ReferencePickerView = lazyPart(() => import('./ReferencePickerView').then((module) => module.ReferencePickerView))
const MentionNoteView = lazyPart(() => import('./MentionNoteView').then((module) => module.MentionNoteView))
const BudgetBanner = lazyPart(() => import('@/features/budget/BudgetBanner').then((module) => module.BudgetBanner))

/** Connects the composer, which knows nothing about chats, to the open one. */
export function ChatComposer() {
  const store = useChatStoreApi()
  const view = useBudget()
  const settingsStore = useSettingsStoreApi()
  const settings = useSettingsStore((state) => state.view)
  const chatId = useChatStore((state) => state.openChatId)
  const isHeld = useLayout((state) => state.filled !== undefined && state.filled === chatId)
  const isMakingSeveral = useChatStore((state) => activeRuns(state).length > 1)
  const refusal = useChatStore((state) => state.refusal)
  const remembered = useChatStore(
    useShallow((state) => {
      const chat = openChat(state)
      const { model, options, models } = chat ?? {}
      const kept = state.openChatId === null ? state.newChatDraft : state.readKeptDraft(state.openChatId)
      return { text: chat ? chat.draft : kept, model, options, models }
    }),
  )
  const project = useChatStore((state) => getOpenProject(state)?.id)
  const choice = useComposerStore((state) => state.choices[chatId ?? 'new'])
  const { model } = currentChoice(choice, remembered, settings, useNow())
  const followUp = useChatStore((state) => findFollowUp(model, getSettings(state), settings?.settings.followUpPrompts))
  const inputs = useChatStore(useShallow((state) => listSending(state, followUp)))
  const lastImage = useChatStore((state) => (followUp && inputs.length === 0 ? findLastImage(state) : undefined))
  const earlierImages = useChatStore((state) => (model?.kind === 'text' ? countSeenImages(state) : 0))
  const imageWords = useChatStore((state) => getSettings(state)?.imageWords)
  const attaching = useAttaching()
  const find = useModelFinder()
  const before = useCountedMessages()
  // A question's cost depends on the messages before it.
  useChatStore(conversationRows)
  useChatStore((state) => activeRuns(state).length)
  useChatStore(getSentSettings)
  return (
    <div className="shrink-0 px-2 pb-4 narrow:px-6">
      <div className="mx-auto max-w-[calc(var(--container-column)+34px)]">
        {view && listCaps(view, project).length > 0 && !refusal?.failure.limit && (
          <BudgetBanner.Component view={view} project={project} onRaise={(cap) => openCap(store, cap)} />
        )}
        {isMakingSeveral && !isHeld && <InProgress.Component onStopped={composer.focus} />}
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
          inputs={inputs}
          earlierImages={earlierImages}
          lastImage={lastImage}
          settings={settings}
          isHeld={isHeld}
          onSend={(input, onSent) =>
            store.getState().send(input, () => {
              onSent()
              rememberModel(settingsStore, input.wish.model)
            })
          }
          onFiles={(files) =>
            void import('./attach-files').then(({ attachFiles }) => attachFiles(files, attaching)).catch(notifyFailure)
          }
          onInputs={(images) => changeInputs(store, images, followUp)}
          renderMentions={(text) => <MentionNoteView.Component text={text} inputs={inputs} />}
          renderAttached={(props) => <AttachedImagesView.Component {...props} followsUp={followUp !== undefined} />}
          onFollowUp={() => {
            if (chatId && followUp !== 'usual') store.getState().followUp(chatId, true)
            if (chatId) store.getState().leaveOut(chatId, undefined)
            composer.focus()
          }}
          onChoose={(part) => {
            if (chatId) store.getState().saveChoice(chatId, part)
            if (part.model) rememberModel(settingsStore, part.model)
          }}
          onFavorite={(model, isFavorite) => changeFavorite(settingsStore, model, isFavorite)}
          onDraft={(text) => store.getState().saveDraft(chatId, text)}
          estimateText={({ model, ...asked }) =>
            estimateQuestion(store.getState(), { model: model.id, before, ...asked }, find)
          }
          renderMeter={(asked) => <ContextMeter.Component {...asked} before={before} />}
          startWalk={() => import('./start-prompt-walk').then((module) => module.startPromptWalk(store))}
          imageWords={imageWords}
          onOpenChatSettings={openChatSettings}
          renderList={(list) =>
            list.sign === '@' ? <ReferencePickerView.Component {...list} /> : <PromptPickerView.Component {...list} />
          }
          recentModels={() => listRecentModels(store.getState().chats)}
          onBatch={openBatch}
          preloadBatch={BatchDialogView.preload}
          onImprove={improvePrompt}
          onOpenSettings={() => openSettings('providers')}
        />
      </div>
    </div>
  )
}

function listRecentModels(chats: readonly Chat[]): readonly ModelId[] {
  const latest = chats.toSorted((one, other) => other.updatedAt - one.updatedAt)
  return latest.flatMap(({ model }) => model ?? [])
}
