import type { ChatId, MessageId } from '@shared/ids'
import type { ChatStore } from './store'
import { shownMessages } from './shown'
import { pathTo } from './tree'

/**
 * Opens the chat at this message and chooses its version if another one is on screen. Does nothing more if the message
 * no longer exists, or if the user left the chat before it was read.
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
