import { useState } from 'react'
import { useChatStoreApi } from '@/features/chat/use-chat-store'
import { useTranslation } from '@/i18n/use-translation'
import { MarkupDialog } from '@/images/markup/MarkupDialog'
import { findEditor } from './attach-images'
import { attachMarkup, findMarkWay } from './attach-markup'
import { focusComposer } from './focus-composer'
import type { MarkupOverlay } from './layout-store'
import { useAttaching } from './use-attaching'
import '@/i18n/later'

interface MarkupOverlayViewProps {
  readonly overlay: MarkupOverlay
  readonly onClose: () => void
}

/** Marks up one image, connected to the open chat. */
export function MarkupOverlayView({ overlay, onClose }: MarkupOverlayViewProps) {
  const { t } = useTranslation()
  const store = useChatStoreApi()
  const attaching = useAttaching()
  // The chat that was open at the start: the marks must not go to another one.
  const [to] = useState(() => store.getState().openChatId)
  const [model] = useState(() => findEditor(store, attaching.settings, overlay.maker))
  const way = findMarkWay(model) ?? 'drawn-in'
  const isAlone = model?.kind === 'image' && model.references?.most === 1
  const name = model?.name ?? ''
  return (
    <MarkupDialog
      image={overlay.image}
      way={way}
      note={t(way === 'overlay' ? 'markup.asOverlay' : isAlone ? 'markup.asOnly' : 'markup.asCopy', { model: name })}
      onDone={async (file) => {
        await attachMarkup(attaching, to, overlay, way, file)
        onClose()
        focusComposer()
      }}
      onClose={onClose}
    />
  )
}
