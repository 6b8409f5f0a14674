import { findInputs } from '../answer-content'
import type { AssistantMessage } from '../model'
import { useChatStore } from '../use-chat-store'

/** How many images were attached to an answer's question: they are paid for each time. */
export function useInputCount(message: Pick<AssistantMessage, 'parentId'>): number {
  return useChatStore(({ messages }) => findInputs(messages, message).length)
}
