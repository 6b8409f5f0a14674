import type { AttachmentId } from '@shared/ids'
import type { ChatStore } from './store'
import type { Message } from './model'
import { withMessages } from './tree'

/** Marks images in the open chat as deleted or restored. The caller changes their rows. */
export function markDeleted(chat: ChatStore, ids: readonly AttachmentId[], isDeleted: boolean): void {
  const changed = [...chat.getState().messages.values()].flatMap((message) => markIn(message, new Set(ids), isDeleted))
  if (changed.length > 0) chat.setState(({ messages }) => ({ messages: withMessages(messages, changed) }))
}

function markIn(message: Message, ids: ReadonlySet<AttachmentId>, isDeleted: boolean): readonly Message[] {
  if (message.role !== 'assistant' || message.status === 'streaming') return []
  const isMeant = message.parts.some((part) => part.type === 'image' && ids.has(part.image.attachmentId))
  if (!isMeant) return []
  const parts = message.parts.map((part) => {
    if (part.type !== 'image' || !ids.has(part.image.attachmentId)) return part
    const { isDeleted: _, ...image } = part.image
    return { ...part, image: isDeleted ? { ...image, isDeleted } : image }
  })
  return [{ ...message, parts } as Message]
}
