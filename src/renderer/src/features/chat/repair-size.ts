/**
 * Easel 0.1 measured an image with an EXIF orientation as stored, before rotation, so its row has width and height
 * swapped, and most of the image was cropped away. Such a row is corrected when its image is shown.
 */
import type { AttachmentId, MessageId } from '@shared/ids'
import type { Dimensions } from '@shared/image-options'
import type { ChatStore } from './store'
import { withMessages } from './tree'

/**
 * `natural`: the size of the loaded image. Does nothing unless width and height are swapped, so it acts once per image.
 * A failed write is repeated when the image is next shown after its chat was reopened.
 */
export function repairSize(chat: ChatStore, id: MessageId, image: AttachmentId, natural: Dimensions): void {
  const message = chat.getState().messages.get(id)
  if (message?.role !== 'assistant' || message.status === 'streaming') return
  const parts = message.parts.map((part) => {
    if (part.type !== 'image' || part.image.attachmentId !== image || !isSwapped(part.image, natural)) return part
    return { ...part, image: { ...part.image, ...natural } }
  })
  if (parts.every((part, index) => part === message.parts[index])) return
  chat.setState(({ messages }) => ({ messages: withMessages(messages, [{ ...message, parts }]) }))
  chat
    .data()
    .then((data) => data.attachments.setSize(image, natural))
    .catch(() => undefined)
}

/** Whether one has the other's width and height swapped. */
export function isSwapped(known: Dimensions, natural: Dimensions): boolean {
  return known.width !== known.height && known.width === natural.height && known.height === natural.width
}
