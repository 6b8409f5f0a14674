import type { AttachmentId, MessageId } from '@shared/ids'
import type { InputImage } from '@shared/request'
import { useSettingsStoreApi } from '@/bridge/settings-store'
import { findImage, toInput } from '@/features/chat/attached'
import { useWindowActions } from '@/features/chat/window-actions'
import { useEffect, useEffectEvent, useState } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { watchFiles } from '@/lib/watch-files'
import { notify, notifyFailure } from '@/ui/notices'
import { readDragged } from '@/lib/dragged-images'
import { attachTo } from './attach-images'
import { attachToEdit, findEditedAt } from './attach-to-edit'
import { focusComposer } from './focus-composer'
import { layout } from './layout-store'
import { useAttaching } from './use-attaching'
import '@/i18n/later'

/**
 * Handles files dropped anywhere on the window, or pasted. While one is dragged over it, the window shows what dropping
 * would do.
 */
export function FileDrop() {
  const { t } = useTranslation()
  const parts = useAttaching()
  const { editImage } = useWindowActions()
  const settings = useSettingsStoreApi()
  const [over, setOver] = useState(false)
  const takeImages = useEffectEvent((images: readonly InputImage[], edit: MessageId | undefined) => {
    if (edit !== undefined) return images.forEach((image) => attachToEdit(edit, image))
    const { store } = parts
    attachTo(store, settings, store.getState().openChatId, images)
    focusComposer()
  })
  useEffect(
    () =>
      watchFiles(window, {
        isWelcome: () => layout.getState().overlay.kind === 'none',
        onOver: setOver,
        onFiles: (files, target) => {
          const edit = findEditedAt(target)
          import('./take-file').then(({ takeFiles }) => takeFiles(files, parts, edit)).catch(notifyFailure)
        },
        onAddress: () => notify({ text: t('attach.address') }),
        onOwnImage: (id, target) => {
          const edit = findEditedAt(target)
          const image = findImage(parts.store.getState(), id as AttachmentId)
          if (image && edit === undefined) return editImage(image)
          const others = image ? [toInput(image)] : readDragged(id)
          if (others.length > 0) takeImages(others, edit)
        },
      }),
    [parts, editImage, t],
  )
  if (!over) return null
  return (
    <div aria-hidden className="pointer-events-none fixed inset-0 z-40 animate-appear bg-surface/85 p-2">
      <div className="flex h-full items-center justify-center rounded-lg border-2 border-dashed border-accent">
        <p className="text-16 font-semibold">{t('attach.drop')}</p>
      </div>
    </div>
  )
}
