import type { AttachmentId } from '@shared/ids'
import type { ChatStore } from './store'
import type { Message } from './model'
import { withMessages } from './tree'

/** Replaces permanently deleted images in the open chat with their number. Their rows are already gone. */
export function removeImages(chat: ChatStore, ids: readonly AttachmentId[]): void {
  const gone = new Set(ids)
  const changed = [...chat.getState().messages.values()].flatMap((message) => removeFrom(message, gone))
  if (changed.length > 0) chat.setState(({ messages }) => ({ messages: withMessages(messages, changed) }))
}

function removeFrom(message: Message, gone: ReadonlySet<AttachmentId>): readonly Message[] {
  if (message.role !== 'assistant' || message.status === 'streaming') return []
  const parts = message.parts.filter((part) => part.type !== 'image' || !gone.has(part.image.attachmentId))
  const count = message.parts.length - parts.length
  return count === 0 ? [] : [{ ...message, parts, removedImages: (message.removedImages ?? 0) + count }]
}
