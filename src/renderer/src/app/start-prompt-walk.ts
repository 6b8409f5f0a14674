/**
 * The prompts that the arrow keys recall into an empty message box: those of the open chat, then the latest of all
 * chats.
 */
import { splitFiles } from '@shared/text-files'
import { visibleMessages } from '@/features/chat/selectors'
import type { ChatStore } from '@/features/chat/store'
import { PromptWalk } from '@/features/composer/recall'

export function startPromptWalk(store: ChatStore): PromptWalk {
  const { chats, ...state } = store.getState()
  const listed = new Set(chats.map(({ id }) => id))
  let before: number | undefined = Infinity
  return new PromptWalk({
    ofChat: visibleMessages(state).flatMap((message) =>
      message.role === 'user' ? [splitFiles(message.text).words] : [],
    ),
    async readMore() {
      if (before === undefined) return undefined
      const { messages } = await store.data()
      const { texts, next } = await messages.readLastQuestions(listed, before)
      before = next
      return texts.map((text) => splitFiles(text).words)
    },
  })
}
