/** Notifies views that list images of all chats when another part of the window deletes or restores images. */
import type { ChatId } from '@shared/ids'

type Listener = (chats: readonly ChatId[]) => void

const listeners = new Set<Listener>()

/** `chats`: chats that were deleted or restored as a whole. Call this once the rows are stored. */
export function tellImagesChanged(chats: readonly ChatId[] = []): void {
  for (const listener of listeners) listener(chats)
}

/** Returns a function that stops listening. */
export function onImagesChanged(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
