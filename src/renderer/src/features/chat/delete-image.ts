/** Moves an image of an answer to the bin, with Undo. */
import { i18n } from '@/i18n'
import type { AttachmentId } from '@shared/ids'
import { noteDeletion } from './delete-with-undo'
import { markDeleted } from './mark-deleted'
import type { ChatStore } from './store'
import { tellImagesChanged } from '@/lib/image-changes'
import { formatBytes } from '@/lib/format-number'
import { notifyFailure } from '@/ui/notices'
import '@/i18n/later'

export function deleteImage(
  store: ChatStore,
  { attachmentId, bytes }: { readonly attachmentId: AttachmentId; readonly bytes: number },
): void {
  const change = async (deletedAt: number | undefined): Promise<void> => {
    const { gallery } = await store.data()
    await gallery.change(new Map([[attachmentId, { deletedAt }]]))
    markDeleted(store, [attachmentId], deletedAt !== undefined)
    tellImagesChanged()
  }
  change(Date.now()).then(() => {
    const { t, language } = i18n
    noteDeletion(t('gallery.deleted', { count: 1, number: '1', size: formatBytes(bytes, language) }), () => {
      change(undefined).catch(notifyFailure)
    })
  }, notifyFailure)
}
