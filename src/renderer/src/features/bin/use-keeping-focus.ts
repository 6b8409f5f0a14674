import { useEffect, useRef, type RefObject } from 'react'

export const ROW = '[data-bin-row]'

/** In the order of a row, so that the same place in another one means the same. */
export const CONTROLS = 'input, button'

/**
 * Rows go while one of their controls has the focus. It goes on to the same one of the row that took their place, or of the last
 * row, or to the whole. Give the result to the element around the rows, which can take the focus.
 */
export function useKeepingFocus(isWorking: boolean): RefObject<HTMLDivElement | null> {
  const root = useRef<HTMLDivElement>(null)
  /** Where the focus was among the rows: -1 for a button above them. */
  const place = useRef<number>(undefined)
  /** And at which control of its row. */
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
