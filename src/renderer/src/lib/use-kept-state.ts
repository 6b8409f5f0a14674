import { useState } from 'react'

/** What was unfolded lately; what is older is folded again when it comes back. */
const MOST = 200
const kept = new Map<string, boolean>()

/**
 * A switch of a part that may leave the page and come back, such as a message far out of view: it is as it was left. Off at
 * first. `key` tells it from all others.
 */
export function useKeptState(key: string): readonly [boolean, (isOn: boolean) => void] {
  const [isOn, setOn] = useState(() => kept.get(key) ?? false)
  const set = (next: boolean): void => {
    kept.delete(key)
    if (next) kept.set(key, next)
    const [oldest] = kept.keys()
    if (kept.size > MOST && oldest !== undefined) kept.delete(oldest)
    setOn(next)
  }
  return [isOn, set]
}
