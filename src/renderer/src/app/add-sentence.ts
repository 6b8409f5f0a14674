import { joinFiles, splitFiles } from '@shared/text-files'
import { openChat } from '@/features/chat/selectors'
import type { ChatStore } from '@/features/chat/store'
import { composer } from '@/features/composer/store'

/** Adds a sentence to the message that is being written, once. In the message box it's seen, and can be changed. */
export function addSentence(store: ChatStore, sentence: string): void {
  const state = store.getState()
  const key = state.openChatId ?? 'new'
  const held = composer.holding(key)
  const chat = openChat(state)
  const { words, files } = splitFiles(held.text ?? (chat ? chat.draft : state.newChatDraft) ?? '')
  if (words.includes(sentence)) return
  const text = joinFiles(words.trim() === '' ? `${sentence} ` : `${words.trimEnd()} ${sentence} `, files)
  composer.hold(key, { ...held, text })
  state.saveDraft(state.openChatId, text)
}
