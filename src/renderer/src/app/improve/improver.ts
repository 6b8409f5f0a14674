/** Which text model improves prompts: the one that did it last, in the page's local storage, where it's no loss. */
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
    // A full disk costs only the choice.
  }
}
