/** "Describe this image": prepares a question for a text model with vision. The user still has to send it. */
import type { StoreApi } from 'zustand/vanilla'
import type { Model, ModelId } from '@shared/catalogue'
import type { InputImage } from '@shared/request'
import type { SettingsView } from '@shared/settings'
import { toInput } from '@/features/chat/attached'
import type { ChatState } from '@/features/chat/model'
import { openChat } from '@/features/chat/selectors'
import { findDescriber } from '@/features/composer/find-describer'
import { composer } from '@/features/composer/store'
import { i18n } from '@/i18n'
import { reuse } from './reuse'

/**
 * Returns the model to ask: the chosen one if it can see images, else the chat's, the last used or any other one.
 * Undefined if none can.
 */
export function findImageDescriber(
  { openChatId, chats, ...state }: ChatState,
  view: SettingsView | undefined,
  image: Omit<InputImage, 'role'>,
  now: number,
): Model | undefined {
  if (!view) return undefined
  const chosen = composer.holding(openChatId ?? 'new').choice?.model
  const open = openChat({ openChatId, chats, ...state })?.model
  const recent = chats.toSorted((one, other) => other.updatedAt - one.updatedAt).map(({ model }) => model)
  return findDescriber(toInput(image), [chosen, open, view.settings.lastModel, ...recent], view, now)
}

/** Puts the question, the image and the model into the composer. Undo restores a replaced draft. */
export function describeImage(
  store: Pick<StoreApi<ChatState>, 'getState'>,
  image: Omit<InputImage, 'role'>,
  model: ModelId,
): void {
  const chat = openChat(store.getState())
  reuse(store, { text: i18n.t('image.describePrompt'), model, inputs: [toInput(image)] })
  // A description doesn't change what the next prompt for an image model edits.
  if (chat) store.getState().leaveOut(chat.id, chat.leftOut)
  composer.focus()
}
