import { useCallback, type MouseEvent } from 'react'
import type { ContextCommand, ContextMenu } from '@shared/menu'
import { useClient } from './use-client'

/** Actions for the element under the pointer. Null: shown but disabled. */
export type ContextActions = { readonly [C in ContextCommand]?: (() => void) | null }
export type ContextLabels = ContextMenu['labels']

/**
 * Opens a native menu on `contextmenu`, from the mouse or the keyboard. The innermost element with a menu wins. Main
 * handles text fields without the page.
 */
export function useContextMenu(): (event: MouseEvent, actions: ContextActions, labels?: ContextLabels) => void {
  const client = useClient()
  return useCallback(
    (event, actions, labels) => {
      const { target } = event
      if (event.defaultPrevented || !(target instanceof Element)) return
      if (target.closest('input, textarea, select, [contenteditable]')) return
      event.preventDefault()
      const link = target.closest<HTMLAnchorElement>('a[href]')?.href
      const menu = {
        at: { x: Math.max(0, event.clientX), y: Math.max(0, event.clientY) },
        commands: Object.fromEntries(Object.entries(actions).map(([command, act]) => [command, act !== null])),
        ...(labels && { labels }),
        hasSelection: touchesSelection(target),
        ...(link && { link }),
      }
      void client.request('menu.popup', menu).then((chosen) => chosen && actions[chosen]?.())
    },
    [client],
  )
}

function touchesSelection(target: Element): boolean {
  const selection = document.getSelection()
  return selection !== null && !selection.isCollapsed && selection.containsNode(target, true)
}
