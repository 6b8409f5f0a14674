/** Asks the question from the small window in a new chat, with the text model for new chats. */
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
import { focusComposer } from './focus-composer'
import { closeOverlay } from './layout-store'

/**
 * Returns the first of these that is an available text model, else any available text model. Undefined if there's none.
 */
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

/** Lists the model for new chats, the last used one, those of the latest chats, then favorites. */
function listPreferred({ chats }: ReturnType<ChatStore['getState']>, { settings }: SettingsView) {
  const recent = chats.toSorted((one, other) => other.updatedAt - one.updatedAt).map(({ model }) => model)
  return [settings.newChatModel, settings.lastModel, ...recent, ...settings.favoriteModels]
}

/** Asks the question. If no model can answer or main refuses it, puts it in the message box. */
function ask({ text, model: shown }: QuickQuestion, chat: ChatStore, view: SettingsView): void {
  const model = findQuickModel([shown, ...listPreferred(chat.getState(), view)], view, Date.now())
  closeOverlay()
  chat.getState().newChat()
  const { newChatSettings, newChatDraft, attached } = chat.getState()
  const draft = composer.holding('new').text ?? newChatDraft
  if (!model) {
    composer.write('new', text)
    chat.getState().saveDraft(null, text)
    return focusComposer()
  }
  // Keeps the draft that was started for a new chat.
  chat.getState().saveSettings(null, undefined)
  chat.getState().send({ text, model: model.id, options: DEFAULT_IMAGE_OPTIONS })
  if (newChatSettings) chat.getState().saveSettings(null, newChatSettings)
  if (draft !== '') chat.getState().saveDraft(null, draft)
  const images = attached[NEW_CHAT] ?? []
  if (images.length > 0) chat.getState().saveAttached(null, images)
}

/** Handles questions from now on, and those that arrived before this page loaded. Returns a function that stops it. */
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

/** Tells main which model would answer, for the small window to show. Only while the shortcut is on. */
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
    // Streaming text doesn't change `chats`.
    chat.subscribe((state, before) => state.chats !== before.chats && tell()),
  ]
  return () => stops.forEach((stop) => stop())
}
