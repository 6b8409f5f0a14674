import { useEffect, useEffectEvent, type KeyboardEvent } from 'react'
import type { AttachmentId } from '@shared/ids'
import { isDialogOpen, isField } from '@/lib/focus'
import { PLATFORM } from '@/lib/platform'
import { findRatingKey } from './rating-keys'
import type { GalleryStore } from './store'
import { undoLast } from './undo-last'

/**
 * Undoes the last action with Ctrl+Z (⌘Z) or U. Belongs to the page, not to the grid: the action may have left no image
 * to show. Returns the key handler of the page; keys pressed while nothing has focus are handled too.
 */
export function useUndoKeys(
  store: GalleryStore,
  onUndone: (ids: readonly AttachmentId[]) => void,
): (event: KeyboardEvent | globalThis.KeyboardEvent) => void {
  const handleKey = (event: KeyboardEvent | globalThis.KeyboardEvent): void => {
    if (event.defaultPrevented || isField(event.target) || !isUndoKey(event)) return
    const ids = undoLast(store)
    // Without a step of its own, the gallery leaves the key to the rest of the window.
    if (ids.length === 0) return
    event.preventDefault()
    onUndone(ids)
  }
  const handleKeyAround = useEffectEvent((event: globalThis.KeyboardEvent) => {
    if (event.target === document.body && !isDialogOpen()) handleKey(event)
  })
  useEffect(() => {
    window.addEventListener('keydown', handleKeyAround)
    return () => window.removeEventListener('keydown', handleKeyAround)
  }, [])
  return handleKey
}

function isUndoKey(event: KeyboardEvent | globalThis.KeyboardEvent): boolean {
  const isCommand = PLATFORM === 'darwin' ? event.metaKey : event.ctrlKey
  if (isCommand && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'z') return true
  return findRatingKey(event)?.kind === 'undo'
}
