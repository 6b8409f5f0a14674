/** The text model last used to improve prompts, in local storage: no loss if gone. */
import type { ModelId } from '@shared/catalogue'

const KEY = 'easel.improver'

export function readImprover(store: Pick<Storage, 'getItem'>): ModelId | undefined {
  try {
    return (store.getItem(KEY) as ModelId | null) ?? undefined
  } catch {
    return undefined
  }
}

export function noteImprover(store: Pick<Storage, 'setItem'>, model: ModelId): void {
  try {
    store.setItem(KEY, model)
  } catch {
    // If storage is full, only the choice is lost.
  }
}
