import type { AttachmentId } from '@shared/ids'
import { useTranslation } from '@/i18n/use-translation'
import { tellImagesChanged } from '@/lib/image-changes'
import { Button } from '@/ui/Button'
import { notifyFailure } from '@/ui/notices'
import { markDeleted } from '../mark-deleted'
import { useChatStoreApi } from '../use-chat-store'

/** The place of an image that the user deleted. Its file still exists. */
export function DeletedImage({ id }: { readonly id: AttachmentId }) {
  const { t } = useTranslation()
  const store = useChatStoreApi()
  const restore = async (): Promise<void> => {
    const { gallery } = await store.data()
    await gallery.change(new Map([[id, { deletedAt: undefined }]]))
    markDeleted(store, [id], false)
    tellImagesChanged()
  }
  return (
    <div className="absolute inset-0 flex flex-col items-center justify-center gap-3 p-4 text-center text-13 text-text-muted">
      <p className="text-balance">{t('image.deleted')}</p>
      <Button onClick={() => void restore().catch(notifyFailure)}>{t('image.undelete')}</Button>
    </div>
  )
}
