/** Notifies lists that only show small copies when a copy was made, or can't be. */
import type { ObjectHash } from '@shared/ids'

const listeners = new Set<(hash: ObjectHash) => void>()

export function tellMade(hash: ObjectHash): void {
  for (const listener of listeners) listener(hash)
}

/** Returns a function that stops listening. */
export function onMade(listener: (hash: ObjectHash) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
