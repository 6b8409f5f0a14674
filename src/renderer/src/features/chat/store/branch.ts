/** Branching a chat: copies the messages up to a certain one into a new chat. Both continue independently. */
import type { ChatId, MessageId } from '@shared/ids'
import { addChat } from '../chat-list'
import { toChat } from '../mapping'
import type { ChatState } from '../model'
import { conversationUpTo } from '../tree'
import type { Opening } from './open'
import type { StoreContext } from './parts'

export type Branching = Pick<ChatState, 'branch'>

export function createBranching({ parts, store, journal, times }: StoreContext, opening: Opening): Branching {
  const { getState, setState } = store

  async function branch(id: MessageId, nameBranch: (title: string) => string): Promise<void> {
    const message = getState().messages.get(id)
    const chat = getState().chats.find((candidate) => candidate.id === message?.chatId)
    if (!message || !chat) return
    const path = conversationUpTo(getState(), id).map((step) => step.id)
    // Messages on screen may not be in the rows yet.
    await journal.settled()
    const data = await journal.data()
    const row = await data.branches.copy(path, {
      from: chat.id,
      to: parts.createId<ChatId>(),
      title: nameBranch(chat.title),
      at: times.next(),
      createId: parts.createId,
    })
    setState(({ chats }) => ({ chats: addChat(chats, toChat(row)) }))
    await opening.openChat(row.id)
  }

  return { branch }
}
