/** Finds the row of the model list that a key moves to. */
import { useRef, type KeyboardEvent } from 'react'
import type { PlacedRow } from './place-models'

/** Rows per Page Up and Page Down. */
const PAGE = 8

interface Place {
  /** -1 for none. */
  readonly active: number
  /** Whether the search has text: Home and End then move its cursor. */
  readonly count: number
  /** Whether something is searched for: Home and End then move the cursor in it. */
  readonly hasText: boolean
}

/** Returns the row that a key moves to. Undefined for keys that don't move. */
export function findNextRow(key: string, { active, count, hasText }: Place): number | undefined {
  if (count === 0) return undefined
  switch (key) {
    case 'ArrowDown':
      return Math.min(count - 1, active + 1)
    case 'ArrowUp':
      return Math.max(0, active - 1)
    case 'PageDown':
      return Math.min(count - 1, active + PAGE)
    case 'PageUp':
      return Math.max(0, active - PAGE)
    case 'Home':
      return hasText ? undefined : 0
    case 'End':
      return hasText ? undefined : count - 1
    default:
      return undefined
  }
}

/** Letters typed this quickly belong to one word. */
const TYPED_TOGETHER_MS = 700

/**
 * Finds the row whose name starts with what was just typed. The active row is checked last, so typing one letter again
 * moves to the next match. Only in the list itself: letters in the search go into it.
 */
export function useTypeahead(
  rows: readonly PlacedRow[],
  count: number,
): (event: KeyboardEvent, active: number) => number | undefined {
  const typed = useRef({ text: '', at: 0 })
  return ({ key, target, timeStamp, ctrlKey, altKey, metaKey }, active) => {
    if (target instanceof HTMLInputElement || key.length !== 1 || ctrlKey || altKey || metaKey) return undefined
    const isFurther = timeStamp - typed.current.at < TYPED_TOGETHER_MS
    // Space never chooses here; it only continues a name.
    if (key === ' ' && !isFurther) return undefined
    const text = isFurther ? typed.current.text + key.toLowerCase() : key.toLowerCase()
    typed.current = { text, at: timeStamp }
    return findRowByStart(rows.slice(0, count), text, active)
  }
}

/**
 * Finds the next row whose name starts with the text. A longer text may still match the active row; a single letter
 * moves to the next match.
 */
export function findRowByStart(rows: readonly PlacedRow[], text: string, active: number): number | undefined {
  const first = text.length > 1 ? active : active + 1
  const order = [...rows.keys()].map((index) => (Math.max(0, first) + index) % rows.length)
  return order.find((index) => rows[index]?.offer.model.name.toLowerCase().startsWith(text))
}
