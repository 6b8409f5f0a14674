import { findModel } from '@shared/catalogue'
import type { MessageId } from '@shared/ids'
import { findInputs } from './answer-content'
import type { AssistantMessage, Message, UserMessage } from './model'
import type { Asked } from './window-actions'

/** What an answer was requested with. An answer with an unknown model still has its prompt and options. */
export function findAsked(answer: AssistantMessage, messages: ReadonlyMap<MessageId, Message>): Asked {
  const { prompt = '', model, options } = answer
  return {
    text: prompt,
    inputs: findInputs(messages, answer),
    ...(findModel(model) && { model }),
    ...(options && { options }),
  }
}

/** What a question was sent with, according to its newest answer. */
export function findAskedWith({ id, text, inputs }: UserMessage, messages: ReadonlyMap<MessageId, Message>): Asked {
  let newest: AssistantMessage | undefined
  for (const message of messages.values()) {
    if (message.role !== 'assistant' || message.parentId !== id) continue
    if (!newest || message.createdAt >= newest.createdAt) newest = message
  }
  return newest ? { ...findAsked(newest, messages), text } : { text, inputs }
}
