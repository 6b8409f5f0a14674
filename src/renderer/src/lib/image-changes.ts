/** Tells the views of all chats’ images that some were deleted or are there again, by another part of the window. */
const listeners = new Set<() => void>()

export function tellImagesChanged(): void {
  for (const listener of listeners) listener()
}

/** Returns how to stop listening. */
export function onImagesChanged(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
