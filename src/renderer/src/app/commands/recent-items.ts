/** The palette's recent choices, in local storage: useful, but no loss if gone. */
const KEY = 'easel.commands'
const MOST_RECENT = 6

type Store = Pick<Storage, 'getItem' | 'setItem'>

/** Returns the keys of recent choices, latest first. Empty if nothing is stored or it can't be read. */
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
    // If storage is full, only the order is lost.
  }
}
