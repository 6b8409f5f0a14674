/** What becomes of a prompt: the run that main is asked to start. Pure. */
import { findModel, type ModelId } from '@shared/catalogue'
import type { MessageId } from '@shared/ids'
import type { ImageOptions } from '@shared/image-options'
import type { RunDraft } from '@shared/run'
import type { Chat, UserMessage } from './model'
import { pathTo, turnsOf, type Messages } from './tree'

export interface Asking {
  /** As it will be from now on. */
  readonly chat: Chat
  readonly question: UserMessage
  readonly model: ModelId
  readonly options: ImageOptions
}

/** An unknown model is taken for one that makes pictures; main refuses what it does not know. */
export function draftOf({ chat, question, model, options }: Asking, id: MessageId, messages: Messages): RunDraft {
  const { chatId, text, parentId } = question
  const place = { chatId, chatTitle: chat.title, question: { id: question.id, parentId, text } }
  if (findModel(model)?.kind !== 'text') return { id, place, request: { kind: 'image', model, prompt: text, options } }
  const before = parentId === null ? [] : pathTo(messages, parentId)
  return { id, place, request: { kind: 'text', model, turns: turnsOf([...before, question]) } }
}
