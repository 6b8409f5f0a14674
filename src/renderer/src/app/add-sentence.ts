import { isBlank } from '@shared/is-blank'
import { joinFiles, splitFiles } from '@shared/text-files'
import { openChat } from '@/features/chat/selectors'
import type { ChatStore } from '@/features/chat/store'
import { composer } from '@/features/composer/store'

/**
 * Adds a sentence to the current message, unless it's already there. In the message box the user can see and change it.
 */
export function addSentence(store: ChatStore, sentence: string): void {
  changeWords(store, (words) => {
    if (words.includes(sentence)) return words
    return isBlank(words) ? `${sentence} ` : `${words.trimEnd()} ${sentence} `
  })
}

/** Changes the words of the current message, not its files. */
export function changeWords(store: ChatStore, change: (words: string) => string): void {
  const state = store.getState()
  const key = state.openChatId ?? 'new'
  const held = composer.holding(key)
  const chat = openChat(state)
  const { words, files } = splitFiles(held.text ?? (chat ? chat.draft : state.newChatDraft) ?? '')
  const changed = change(words)
  if (changed === words) return
  const text = joinFiles(changed, files)
  composer.hold(key, { ...held, text })
  state.saveDraft(state.openChatId, text)
}
