/** Lists the composites that a chat still lacks: made when an answer arrives, or when the chat is next opened. Pure. */
import { isOverlay } from '@shared/catalogue/inputs'
import { findCompositeId, isComposite, type MessageId } from '@shared/ids'
import type { StoredImage } from '@shared/answer'
import type { InputImage } from '@shared/request'
import { listAnswerImages } from '../answer-content'
import type { Message } from '../model'

/** An image that an answer made, to be laid over the original within its mask. */
export interface MissingComposite {
  readonly answer: MessageId
  readonly result: StoredImage
  readonly original: InputImage
  readonly mask: InputImage
}

export function listMissingComposites(messages: ReadonlyMap<MessageId, Message>): readonly MissingComposite[] {
  const missing: MissingComposite[] = []
  for (const message of messages.values()) {
    if (message.role !== 'assistant' || message.status === 'streaming') continue
    const question = messages.get(message.parentId)
    const kept = question?.role === 'user' ? findKept(question.inputs) : undefined
    if (!kept) continue
    const images = listAnswerImages(message)
    const known = new Set(images.map(({ attachmentId }) => attachmentId))
    for (const result of images) {
      if (isComposite(result.attachmentId) || known.has(findCompositeId(result.attachmentId))) continue
      missing.push({ answer: message.id, result, ...kept })
    }
  }
  return missing
}

/** The mask outside of which nothing may change, and the image that it belongs to: the first. */
function findKept(inputs: readonly InputImage[]): Pick<MissingComposite, 'original' | 'mask'> | undefined {
  const mask = inputs.find(({ role, keepsOutside }) => role === 'mask' && keepsOutside)
  const original = inputs.find(({ role }) => !isOverlay(role))
  return mask && original ? { original, mask } : undefined
}
