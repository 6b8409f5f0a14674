import { useEffect, useRef, type RefObject } from 'react'

const ROW = '[data-bin-row]'

/**
 * Rows go while one of their buttons has the focus. It goes on to the row that took their place, or to the last one, or to
 * the whole. Give the result to the element around the rows, which can take the focus.
 */
export function useKeepingFocus(isWorking: boolean): RefObject<HTMLDivElement | null> {
  const root = useRef<HTMLDivElement>(null)
  /** Where the focus was among the rows: -1 for a button above them. */
  const place = useRef<number>(undefined)
  useEffect(() => {
    const element = root.current
    const note = ({ target }: FocusEvent): void => {
      const row = target instanceof Element ? target.closest(ROW) : null
      place.current = row ? [...(element?.querySelectorAll(ROW) ?? [])].indexOf(row) : -1
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
    const button = (next ?? element).querySelector<HTMLElement>('button:enabled')
    ;(button ?? element).focus()
  }, [isWorking])
  return root
}
