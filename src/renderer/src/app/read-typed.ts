import { splitFiles } from '@shared/text-files'
import type { ChatState } from '@/features/chat/model'
import { openChat } from '@/features/chat/selectors'
import { composer } from '@/features/composer/store'

/** The text in the message box of the open chat, without attached files. */
export function readTyped(store: {
  readonly getState: () => Pick<ChatState, 'chats' | 'openChatId' | 'newChatDraft'>
}): string {
  const state = store.getState()
  const kept = state.openChatId === null ? state.newChatDraft : openChat(state)?.draft
  return splitFiles(composer.holding(state.openChatId ?? 'new').text ?? kept ?? '').words
}
