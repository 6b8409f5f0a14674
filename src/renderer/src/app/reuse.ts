/** Puts a prompt and its choices into the composer of the open chat, without losing anything typed there. */
import { isBlank } from '@shared/is-blank'
import type { StoreApi } from 'zustand/vanilla'
import { i18n } from '@/i18n'
import { areSameImages, findLastImage, listAttached } from '@/features/chat/attached'
import type { ChatState } from '@/features/chat/model'
import { openChat } from '@/features/chat/selectors'
import type { Asked } from '@/features/chat/window-actions'
import { composer } from '@/features/composer/store'
import { notify } from '@/ui/notices'

/** Returns a function that restores the previous content, and whether a draft was replaced. */
export function fillComposer(
  store: Pick<StoreApi<ChatState>, 'getState'>,
  { text, model, options, inputs }: Asked,
): { readonly undo: () => void; readonly replacedDraft: boolean } {
  const { openChatId, newChatDraft, saveDraft, saveChoice, saveAttached, leaveOut } = store.getState()
  const attached = listAttached(store.getState())
  const chat = openChat(store.getState())
  const key = openChatId ?? 'new'
  const before = composer.holding(key)
  const draft = before.text ?? (openChatId === null ? newChatDraft : chat?.draft) ?? ''
  const choice = { ...(model && { model }), ...(options && { options }) }
  composer.hold(key, { text, choice: { ...before.choice, ...choice } })
  saveDraft(openChatId, text)
  if (inputs) {
    // Requested again as it was: without the last image if it was sent without one.
    const last = findLastImage(store.getState())
    if (chat && last && inputs.every(({ hash }) => hash !== last.hash)) leaveOut(chat.id, last.attachmentId)
    saveAttached(openChatId, inputs)
  }
  if (openChatId !== null) saveChoice(openChatId, choice)
  const undo = (): void => {
    composer.hold(key, { ...before, text: draft })
    saveDraft(openChatId, draft)
    if (inputs) {
      if (chat) leaveOut(chat.id, chat.leftOut)
      saveAttached(openChatId, attached)
    }
    if (openChatId !== null) {
      saveChoice(openChatId, {
        ...(chat?.model && { model: chat.model }),
        ...(chat?.options && { options: chat.options }),
      })
    }
  }
  const replacedText = !isBlank(draft) && draft.trim() !== text.trim()
  const replacedImages = inputs !== undefined && attached.length > 0 && !areSameImages(attached, inputs)
  return { undo, replacedDraft: replacedText || replacedImages }
}

/** Fills the composer on a click. Shows a notice only if it replaced a draft. */
export function reuse(store: Pick<StoreApi<ChatState>, 'getState'>, asked: Asked): void {
  const { undo, replacedDraft } = fillComposer(store, asked)
  if (!replacedDraft) return
  notify({ text: i18n.t('notices.draftReplaced'), action: { label: i18n.t('notices.undo'), run: undo } })
}
