import type { AttachmentId } from '@shared/ids'
import { findImage } from '@/features/chat/attached'
import { useWindowActions } from '@/features/chat/window-actions'
import { useEffect, useState } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { watchFiles } from '@/lib/watch-files'
import { notifyFailure } from '@/ui/notices'
import { layout } from './layout-store'
import { useAttaching } from './use-attaching'
import '@/i18n/later'

/** Files dropped anywhere on the window, or pasted. While one is held above it, the window says what dropping would do. */
export function FileDrop() {
  const { t } = useTranslation()
  const parts = useAttaching()
  const { editImage } = useWindowActions()
  const [over, setOver] = useState(false)
  useEffect(
    () =>
      watchFiles(window, {
        isWelcome: () => layout.getState().overlay.kind === 'none',
        onOver: setOver,
        onFiles: (files) => {
          import('./take-file').then(({ takeFiles }) => takeFiles(files, parts)).catch(notifyFailure)
        },
        onOwnImage: (id) => {
          const image = findImage(parts.store.getState(), id as AttachmentId)
          if (image) editImage(image)
        },
      }),
    [parts, editImage],
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
