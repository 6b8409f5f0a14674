import { useState } from 'react'

/** How many expanded parts are remembered; older ones come back collapsed. */
const MOST = 200
const kept = new Map<string, boolean>()

/**
 * Keeps the on/off state of a part that may be unmounted and return, such as a message far out of view. Initially off.
 * `key` must be unique.
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
