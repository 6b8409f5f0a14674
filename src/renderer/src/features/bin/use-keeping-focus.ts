import { useEffect, useRef, type RefObject } from 'react'

export const ROW = '[data-bin-row]'

/** In row order: an index finds the same control in each row. */
export const CONTROLS = 'input, button'

/**
 * Keeps focus when the rows that have it are removed: it moves to the same control of the row that took their place, or
 * of the last row, or else to the list. Set the result as the ref of the element around the rows, which must be
 * focusable.
 */
export function useKeepingFocus(isWorking: boolean): RefObject<HTMLDivElement | null> {
  const root = useRef<HTMLDivElement>(null)
  /** Where the focus was among the rows: -1 for a button above them. */
  const place = useRef<number>(undefined)
  /** The index of the control in its row. */
  const control = useRef(0)
  useEffect(() => {
    const element = root.current
    const note = ({ target }: FocusEvent): void => {
      const row = target instanceof Element ? target.closest(ROW) : null
      place.current = row ? [...(element?.querySelectorAll(ROW) ?? [])].indexOf(row) : -1
      if (row && target instanceof Element) control.current = [...row.querySelectorAll(CONTROLS)].indexOf(target)
    }
    element?.addEventListener('focusin', note)
    return () => element?.removeEventListener('focusin', note)
  }, [])
  useEffect(() => {
    const element = root.current
    const isLost = document.activeElement === document.body || document.activeElement?.matches('dialog') === true
    if (isWorking || !element || place.current === undefined || !isLost) return
    const rows = [...element.querySelectorAll(ROW)]
    const next = place.current < 0 ? undefined : rows[Math.min(place.current, rows.length - 1)]
    const same = next && [...next.querySelectorAll<HTMLElement>(CONTROLS)][control.current]
    const first = element.querySelector<HTMLElement>('button:enabled')
    ;(same ?? first ?? element).focus()
  }, [isWorking])
  return root
}
