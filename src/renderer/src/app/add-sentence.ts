import { isBlank } from '@shared/is-blank'
import { joinFiles, splitFiles } from '@shared/text-files'
import { openChat } from '@/features/chat/selectors'
import type { ChatStore } from '@/features/chat/store'
import { composer } from '@/features/composer/store'

/** Adds a sentence to the message that is being written, once. In the message box it's seen, and can be changed. */
export function addSentence(store: ChatStore, sentence: string): void {
  changeWords(store, (words) => {
    if (words.includes(sentence)) return words
    return isBlank(words) ? `${sentence} ` : `${words.trimEnd()} ${sentence} `
  })
}

/** Puts another sentence in the place of one that Easel added, or none. Nothing changes where the user has changed it. */
export function replaceSentence(store: ChatStore, before: string, after: string | undefined): void {
  changeWords(store, (words) =>
    after === undefined ? words.replace(`${before} `, '').replace(before, '') : words.replace(before, () => after),
  )
}

function changeWords(store: ChatStore, change: (words: string) => string): void {
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
