/** Images that Easel composed from an answer's own image and the original. Pure. */
import { isComposite } from '@shared/ids'
import type { StoredImage } from '@shared/answer'
import { listAnswerImages } from '../answer-content'
import type { AssistantMessage } from '../model'

export function listComposites(message: AssistantMessage): readonly StoredImage[] {
  return listAnswerImages(message).filter(({ attachmentId }) => isComposite(attachmentId))
}

/** The images that the model made, without composites. */
export function listMadeImages(message: AssistantMessage): readonly StoredImage[] {
  return listAnswerImages(message).filter(({ attachmentId }) => !isComposite(attachmentId))
}

/** Appends these images to the answer, each once. Returns the same answer if there are none. */
export function withComposites(message: AssistantMessage, images: readonly StoredImage[]): AssistantMessage {
  if (message.status === 'streaming' || images.length === 0) return message
  const ids = new Set(images.map(({ attachmentId }) => attachmentId))
  const others = message.parts.filter((part) => part.type !== 'image' || !ids.has(part.image.attachmentId))
  return { ...message, parts: [...others, ...images.map((image) => ({ type: 'image', image }) as const)] }
}
