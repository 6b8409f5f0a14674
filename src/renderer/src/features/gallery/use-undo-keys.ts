import { useEffect, useEffectEvent, type KeyboardEvent } from 'react'
import type { AttachmentId } from '@shared/ids'
import { isDialogOpen, isField } from '@/lib/focus'
import { offerUndo } from '@/lib/undo'
import { findRatingKey } from './rating-keys'
import type { GalleryStore } from './store'
import { undoLast } from './undo-last'

/**
 * Undoes the gallery's last action with U, and lets Ctrl+Z (⌘Z) undo it if it's the newest of the window. Belongs to the
 * page, not to the grid: the action may have left no image to show. Returns the key handler of the page; keys pressed
 * while nothing has focus are handled too.
 */
export function useUndoKeys(
  store: GalleryStore,
  onUndone: (ids: readonly AttachmentId[]) => void,
): (event: KeyboardEvent | globalThis.KeyboardEvent) => void {
  const undo = useEffectEvent(() => onUndone(undoLast(store)))
  const handleKey = (event: KeyboardEvent | globalThis.KeyboardEvent): void => {
    if (event.defaultPrevented || isField(event.target) || findRatingKey(event)?.kind !== 'undo') return
    // Without a step of its own, the gallery leaves the key to the rest of the window.
    if (store.newestStep() === undefined) return
    event.preventDefault()
    onUndone(undoLast(store))
  }
  const handleKeyAround = useEffectEvent((event: globalThis.KeyboardEvent) => {
    if (event.target === document.body && !isDialogOpen()) handleKey(event)
  })
  useEffect(() => {
    window.addEventListener('keydown', handleKeyAround)
    return () => window.removeEventListener('keydown', handleKeyAround)
  }, [])
  useEffect(() => offerUndo({ newest: () => store.newestStep(), undo }), [store])
  return handleKey
}
