/** Asks what was typed in the small window: in a new chat, with the text model that new chats get. */
import type { Model } from '@shared/catalogue'
import { getLifetime } from '@shared/catalogue/offers'
import { DEFAULT_IMAGE_OPTIONS } from '@shared/image-options'
import type { SettingsView } from '@shared/settings'
import type { Client } from '@/bridge/client'
import type { SettingsStore } from '@/bridge/settings-store'
import type { ChatStore } from '@/features/chat/store'
import { findUsable, offersFor } from '@/features/composer/choose-model'
import { composer } from '@/features/composer/store'
import { notifyFailure } from '@/ui/notices'
import { closeOverlay } from './layout-store'

/** The one that new chats begin with, else the one used last, else any that can be asked now. Undefined without one. */
export function findQuickModel(
  { newChatModel, lastModel }: Pick<SettingsView['settings'], 'newChatModel' | 'lastModel'>,
  view: SettingsView,
  now: number,
): Model | undefined {
  const canAnswer = (model: Model | undefined): model is Model =>
    model?.kind === 'text' && getLifetime(model, now) === 'running'
  const preferred = [newChatModel, lastModel, ...view.settings.favoriteModels].map((id) => id && findUsable(id, view))
  return (
    preferred.find((model) => canAnswer(model || undefined)) ||
    offersFor(view).find(
      ({ model, isUnlisted }) => !isUnlisted && canAnswer(model) && findUsable(model.id, view) !== undefined,
    )?.model
  )
}

/** Where no model can answer, or main refuses it, the question is in the message box. */
function ask(text: string, chat: ChatStore, view: SettingsView): void {
  const model = findQuickModel(view.settings, view, Date.now())
  const { newChatSettings, newChatDraft } = chat.getState()
  closeOverlay()
  chat.getState().newChat()
  if (!model) {
    composer.write('new', text)
    chat.getState().saveDraft(null, text)
    return
  }
  // What was begun for a new chat stays there.
  chat.getState().saveSettings(null, undefined)
  chat.getState().send({ text, model: model.id, options: DEFAULT_IMAGE_OPTIONS })
  if (newChatSettings) chat.getState().saveSettings(null, newChatSettings)
  if (newChatDraft !== '') chat.getState().saveDraft(null, newChatDraft)
}

/** From now on, and for what has come before this page was there. Returns how to stop. */
export function watchQuickQuestions(
  client: Client,
  chat: ChatStore,
  settings: Pick<SettingsStore, 'getState'>,
): () => void {
  const take = async (): Promise<void> => {
    const { view } = settings.getState()
    if (!view) return
    for (let text = await client.request('quickAsk.take', undefined); text !== null;) {
      ask(text, chat, view)
      text = await client.request('quickAsk.take', undefined)
    }
  }
  const takeAll = (): void => void take().catch(notifyFailure)
  takeAll()
  return client.on('question.asked', takeAll)
}
