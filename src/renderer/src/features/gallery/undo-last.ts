import type { AttachmentId } from '@shared/ids'
import { dismissAbout } from '@/ui/notices'
import type { GalleryStore } from './store'

/** Undoes the last action and dismisses the notice that offers the same. Returns the affected images. */
export function undoLast(store: GalleryStore): readonly AttachmentId[] {
  const undone = store.undo()
  if (undone?.about) dismissAbout(undone.about)
  return undone?.ids ?? []
}
