/** What an answer contains, in any state. Pure. */
import { listImages, readText, type AnswerPart, type Preview, type StoredImage } from '@shared/answer'
import type { MessageId } from '@shared/ids'
import type { InputImage } from '@shared/request'
import type { AssistantMessage, Message, StreamingAnswer } from './model'

/** The finished images, in order. */
export function listAnswerImages(message: AssistantMessage): readonly StoredImage[] {
  return message.status === 'streaming' ? [] : listImages(message.parts)
}

/** The images that the user hasn't deleted. */
export function listShownImages(message: AssistantMessage): readonly StoredImage[] {
  return listAnswerImages(message).filter(({ isDeleted }) => !isDeleted)
}

/** The text received so far. */
export function readAnswerText(message: AssistantMessage): string {
  return message.status === 'streaming' ? message.text : readText(message.parts)
}

/** The text of a question or an answer. */
export function readMessageText(message: Message): string {
  return message.role === 'user' ? message.text : readAnswerText(message)
}

/** Whether it ended without any content. */
export function hasComeToNothing(message: AssistantMessage): boolean {
  const hasEnded = message.status === 'failed' || message.status === 'cancelled'
  return hasEnded && readAnswerText(message) === '' && listAnswerImages(message).length === 0
}

/** The newest preview, or the last one of an answer that ended early. */
export function findPreview(message: AssistantMessage): Preview | undefined {
  switch (message.status) {
    case 'streaming':
      return message.preview
    case 'done':
      return undefined
    case 'failed':
    case 'cancelled':
      return message.salvage
  }
}

/** The parts received so far of an answer in progress. */
export function collectParts({ text, reasoning = '' }: StreamingAnswer): readonly AnswerPart[] {
  return [
    ...(reasoning === '' ? [] : [{ type: 'reasoning', text: reasoning } as const]),
    ...(text === '' ? [] : [{ type: 'text', text } as const]),
  ]
}

const NO_INPUTS: readonly InputImage[] = []

/** The images that were attached to an answer's question; returns the same list while the question is the same. */
export function findInputs(
  messages: ReadonlyMap<MessageId, Message>,
  { parentId }: Pick<AssistantMessage, 'parentId'>,
): readonly InputImage[] {
  const question = messages.get(parentId)
  return question?.role === 'user' ? question.inputs : NO_INPUTS
}
