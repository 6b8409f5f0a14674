import type { AttachmentId } from '@shared/ids'
import { dismissAbout } from '@/ui/notices'
import type { GalleryStore } from './store'

/** Takes back what was done last, and the notice that offers the same. Returns the images that it was about. */
export function undoLast(store: GalleryStore): readonly AttachmentId[] {
  const undone = store.undo()
  if (undone?.about) dismissAbout(undone.about)
  return undone?.ids ?? []
}
