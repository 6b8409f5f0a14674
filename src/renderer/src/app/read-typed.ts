import { splitFiles } from '@shared/text-files'
import type { ChatState } from '@/features/chat/model'
import { openChat } from '@/features/chat/selectors'
import { composer } from '@/features/composer/store'

/** Returns the text in the open chat's message box, without attached files. */
export function readTyped(store: {
  readonly getState: () => Pick<ChatState, 'chats' | 'openChatId' | 'newChatDraft'>
}): string {
  const state = store.getState()
  const kept = state.openChatId === null ? state.newChatDraft : openChat(state)?.draft
  return splitFiles(composer.holding(state.openChatId ?? 'new').text ?? kept ?? '').words
}
