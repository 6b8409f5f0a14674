/** Tells the views of all chats’ images that some were deleted or are there again, by another part of the window. */
import type { ChatId } from '@shared/ids'

type Listener = (chats: readonly ChatId[]) => void

const listeners = new Set<Listener>()

/** `chats`: those that were deleted, or are there again, as a whole. Their rows say so already. */
export function tellImagesChanged(chats: readonly ChatId[] = []): void {
  for (const listener of listeners) listener(chats)
}

/** Returns how to stop listening. */
export function onImagesChanged(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
