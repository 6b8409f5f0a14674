import { useEffect } from 'react'
import type { ListProps } from './list-props'

/**
 * Home and End jump to the ends immediately. Chromium would scroll smoothly past everything in between, toward an end
 * that moves as the real heights become known.
 */
export function useEnds({ scroller, letGo, jump }: ListProps): void {
  useEffect(() => {
    const view = scroller.current
    if (!view) return
    const go = (event: KeyboardEvent): void => {
      const { key, target, ctrlKey, metaKey, altKey, shiftKey } = event
      if ((key !== 'Home' && key !== 'End') || altKey || shiftKey || metaKey || ctrlKey) return
      if (event.defaultPrevented || !(target instanceof Element) || scrollsByItself(target, view)) return
      event.preventDefault()
      if (key === 'End') return jump()
      letGo()
      view.scrollTop = 0
    }
    view.addEventListener('keydown', go)
    return () => view.removeEventListener('keydown', go)
  }, [scroller, letGo, jump])
}

function scrollsByItself(target: Element, view: Element): boolean {
  return target !== view && target.closest('input, textarea, select, pre, .prose-table, [role="menu"]') !== null
}
