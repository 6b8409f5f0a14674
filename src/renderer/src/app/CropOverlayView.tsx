import { useState } from 'react'
import { useChatStoreApi } from '@/features/chat/use-chat-store'
import { CropDialog } from '@/images/crop/CropDialog'
import { attachCrop } from './attach-crop'
import { findEditor } from './attach-images'
import { focusComposer } from './focus-composer'
import type { MarkupOverlay } from './layout-store'
import { useAttaching } from './use-attaching'

interface CropOverlayViewProps {
  readonly overlay: MarkupOverlay
  readonly onClose: () => void
}

/** Crops one image, connected to the open chat. */
export function CropOverlayView({ overlay, onClose }: CropOverlayViewProps) {
  const store = useChatStoreApi()
  const attaching = useAttaching()
  // The chat that was open at the start: the crop must not go to another one.
  const [to] = useState(() => store.getState().openChatId)
  const [model] = useState(() => findEditor(store, attaching.settings, overlay.maker))
  return (
    <CropDialog
      image={overlay.image}
      model={model}
      onDone={async (file) => {
        await attachCrop(attaching, to, overlay, file)
        onClose()
        focusComposer()
      }}
      onClose={onClose}
    />
  )
}
