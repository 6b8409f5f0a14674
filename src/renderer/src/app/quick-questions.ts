/** Asks what was typed in the small window: in a new chat, with the text model that new chats get. */
import type { Model, ModelId } from '@shared/catalogue'
import { getLifetime } from '@shared/catalogue/offers'
import { DEFAULT_IMAGE_OPTIONS } from '@shared/image-options'
import type { QuickQuestion } from '@shared/quick-ask'
import { NEW_CHAT } from '@shared/session'
import type { SettingsView } from '@shared/settings'
import type { Client } from '@/bridge/client'
import type { SettingsStore } from '@/bridge/settings-store'
import type { ChatStore } from '@/features/chat/store'
import { findUsable, offersFor } from '@/features/composer/choose-model'
import { composer } from '@/features/composer/store'
import { notifyFailure } from '@/ui/notices'
import { closeOverlay } from './layout-store'

/** The first of these that is a text model and can be asked now, else any such model. Undefined without one. */
export function findQuickModel(
  preferred: readonly (ModelId | null | undefined)[],
  view: SettingsView,
  now: number,
): Model | undefined {
  const canAnswer = (model: Model | undefined): boolean =>
    model?.kind === 'text' && getLifetime(model, now) === 'running'
  for (const id of preferred) {
    const model = id ? findUsable(id, view) : undefined
    if (model && canAnswer(model)) return model
  }
  return offersFor(view).find(
    ({ model, isUnlisted }) => !isUnlisted && canAnswer(model) && findUsable(model.id, view) !== undefined,
  )?.model
}

/** What new chats begin with, what was used last, then what the latest chats have. */
function listPreferred({ chats }: ReturnType<ChatStore['getState']>, { settings }: SettingsView) {
  const recent = chats.toSorted((one, other) => other.updatedAt - one.updatedAt).map(({ model }) => model)
  return [settings.newChatModel, settings.lastModel, ...recent, ...settings.favoriteModels]
}

/** Where no model can answer, or main refuses it, the question is in the message box. */
function ask({ text, model: shown }: QuickQuestion, chat: ChatStore, view: SettingsView): void {
  const model = findQuickModel([shown, ...listPreferred(chat.getState(), view)], view, Date.now())
  closeOverlay()
  chat.getState().newChat()
  const { newChatSettings, newChatDraft, attached } = chat.getState()
  const draft = composer.holding('new').text ?? newChatDraft
  if (!model) {
    composer.write('new', text)
    chat.getState().saveDraft(null, text)
    return
  }
  // What was begun for a new chat stays there.
  chat.getState().saveSettings(null, undefined)
  chat.getState().send({ text, model: model.id, options: DEFAULT_IMAGE_OPTIONS })
  if (newChatSettings) chat.getState().saveSettings(null, newChatSettings)
  if (draft !== '') chat.getState().saveDraft(null, draft)
  const images = attached[NEW_CHAT] ?? []
  if (images.length > 0) chat.getState().saveAttached(null, images)
}

/** From now on, and for what has come before this page was there. Returns how to stop. */
export function watchQuickQuestions(
  client: Client,
  chat: ChatStore,
  settings: Pick<SettingsStore, 'getState' | 'subscribe'>,
): () => void {
  const take = async (): Promise<void> => {
    const { view } = settings.getState()
    if (!view) return
    for (let asked = await client.request('quickAsk.take', undefined); asked !== null;) {
      ask(asked, chat, view)
      asked = await client.request('quickAsk.take', undefined)
    }
  }
  const takeAll = (): void => void take().catch(notifyFailure)
  takeAll()
  const stops = [client.on('question.asked', takeAll), tellModel(client, chat, settings)]
  return () => stops.forEach((stop) => stop())
}

/** Tells main which model would answer, so that the small window can name it. Only while the keys are on. */
function tellModel(
  client: Client,
  chat: ChatStore,
  settings: Pick<SettingsStore, 'getState' | 'subscribe'>,
): () => void {
  let told: ModelId | null | undefined
  const tell = (): void => {
    const { view } = settings.getState()
    if (!view || view.settings.quickAskShortcut === null) return
    const model = findQuickModel(listPreferred(chat.getState(), view), view, Date.now())?.id ?? null
    if (model === told) return
    told = model
    client.request('quickAsk.prefer', { model }).catch(() => (told = undefined))
  }
  tell()
  const stops = [
    settings.subscribe(tell),
    // Text that streams in changes no chat.
    chat.subscribe((state, before) => state.chats !== before.chats && tell()),
  ]
  return () => stops.forEach((stop) => stop())
}
