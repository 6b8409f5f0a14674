/** What was chosen in the palette last, in the page's local storage: it's worth remembering, and no loss. */
const KEY = 'easel.commands'
const MOST_RECENT = 6

type Store = Pick<Storage, 'getItem' | 'setItem'>

/** Latest first. Empty where nothing is kept, or what is kept can't be read. */
export function readRecent(store: Store): readonly string[] {
  try {
    const kept: unknown = JSON.parse(store.getItem(KEY) ?? '[]')
    return Array.isArray(kept) ? kept.filter((key) => typeof key === 'string').slice(0, MOST_RECENT) : []
  } catch {
    return []
  }
}

export function noteRecent(store: Store, key: string): void {
  const others = readRecent(store).filter((other) => other !== key)
  try {
    store.setItem(KEY, JSON.stringify([key, ...others].slice(0, MOST_RECENT)))
  } catch {
    // A full disk costs only the order.
  }
}
