/** Turns what is known about runs into changes of the chat state. Pure. */
import type { Failure } from '@shared/failure'
import type { MessageId, RunId } from '@shared/ids'
import { isTerminal, type Run } from '@shared/run'
import { withFailure, withRun } from './apply-run'
import { addChat, changeChat } from './chat-list'
import type { Exchange } from './mapping'
import type { Chat, ChatState } from './model'
import { withMessages } from './tree'

type Change = Partial<ChatState>

/** After a snapshot. Its message changes if it's in the open chat and the snapshot is new. */
export function showRun(state: ChatState, run: Run): Change {
  const running = withRunning(state.running, run)
  const message = state.messages.get(run.id)
  if (message?.role !== 'assistant') return { running }
  const next = withRun(message, run)
  return next === message ? { running } : { running, messages: withMessages(state.messages, [next]) }
}

/** After the page has settled an answer as lost. An answer that has ended stays as it is. */
export function showSettled(state: ChatState, id: MessageId, failure: Failure): Change {
  const running = without(state.running, id)
  const message = state.messages.get(id)
  if (message?.role !== 'assistant' || message.status !== 'streaming') return { running }
  return { running, messages: withMessages(state.messages, [withFailure(message, failure)]) }
}

/**
 * Removes an answer that main has refused, and its question unless another answer shares it. Later questions are
 * attached to the message before it.
 */
export function showWithdrawn(state: ChatState, { question, answer: { id } }: Exchange): Change {
  const messages = new Map(state.messages)
  messages.delete(id)
  const isShared = [...messages.values()].some(({ parentId }) => parentId === question.id)
  if (!isShared) messages.delete(question.id)
  for (const message of messages.values()) {
    if (message.role === 'user' && message.parentId === id) {
      messages.set(message.id, { ...message, parentId: question.parentId })
    }
  }
  return { running: without(state.running, id), messages }
}

/** Adds what another window, or an earlier page of this one, has requested, and the news of its chat. */
export function showRecorded(state: ChatState, chat: Chat, { question, answer }: Exchange): Change {
  const known = state.chats.find(({ id }) => id === chat.id)
  const chats = known ? withNews(state.chats, known, chat) : addChat(state.chats, chat)
  if (state.openChatId !== chat.id || state.messages.has(answer.id)) return { chats }
  const missing = state.messages.has(question.id) ? [answer] : [question, answer]
  return { chats, messages: withMessages(state.messages, missing) }
}

function withNews(chats: readonly Chat[], known: Chat, { news }: Chat): readonly Chat[] {
  return news === undefined || known.news === news ? chats : changeChat(chats, known.id, { news })
}

function withRunning(running: ChatState['running'], run: Run): ChatState['running'] {
  if (isTerminal(run.state)) return without(running, run.id)
  return running.has(run.id) ? running : new Map(running).set(run.id, run.place.chatId)
}

/** Returns the same map if there is nothing to remove, so that nothing is re-rendered. */
function without(running: ChatState['running'], id: RunId): ChatState['running'] {
  if (!running.has(id)) return running
  const next = new Map(running)
  next.delete(id)
  return next
}
