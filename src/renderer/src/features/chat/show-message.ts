import type { ChatId, MessageId } from '@shared/ids'
import type { ChatStore } from './store'
import { shownMessages } from './shown'
import { pathTo } from './tree'

/**
 * Opens the chat at this message; where another version is on screen, this one is chosen. What is no longer there, or was
 * left again before it had been read, is not gone to.
 */
export async function showMessage(store: ChatStore, chatId: ChatId, id: MessageId): Promise<void> {
  await store.getState().openChat(chatId)
  const { messages, chosen, openChatId, chooseVersion } = store.getState()
  if (openChatId !== chatId || !messages.has(id)) return
  const visible = new Set(shownMessages({ messages, chosen }).map((message) => message.id))
  if (!visible.has(id))
    for (const message of pathTo(messages, id)) if (!visible.has(message.id)) chooseVersion(message.id)
  store.setState({ soughtId: id })
}
