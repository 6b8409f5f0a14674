import { DEFAULT_IMAGE_OPTIONS } from '@shared/image-options'
import type { StoreApi } from 'zustand/vanilla'
import { listAttached } from './attached'
import type { ChatState, EndedAnswer } from './model'
import { openChat, visibleMessages } from './selectors'

/** Sends a message that asks the model of this answer to continue. The draft in the message box stays as it is. */
export function continueAnswer(store: Pick<StoreApi<ChatState>, 'getState'>, answer: EndedAnswer, text: string): void {
  const state = store.getState()
  const chat = openChat(state)
  // The second click of a double-click: the first has already sent the message.
  if (!chat || visibleMessages(state).at(-1)?.id !== answer.id) return
  const attached = listAttached(state)
  const { draft, options = DEFAULT_IMAGE_OPTIONS } = chat
  const wish = { model: chat.model ?? answer.model, options }
  state.send({ text, model: answer.model, options, wish }, () => {
    // Sending clears what was typed and attached; here neither was sent.
    queueMicrotask(() => {
      if (draft) store.getState().saveDraft(chat.id, draft)
      if (attached.length > 0) store.getState().saveAttached(chat.id, attached)
    })
  })
}
