import { findInputs } from '../answer-content'
import type { AssistantMessage } from '../model'
import { useChatStore } from '../use-chat-store'

/** How many images were attached to an answer's question: each request pays for them. */
export function useInputCount(message: Pick<AssistantMessage, 'parentId'>): number {
  return useChatStore(({ messages }) => findInputs(messages, message).length)
}
