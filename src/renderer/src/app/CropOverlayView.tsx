import { useState } from 'react'
import type { InputImage } from '@shared/request'
import { useChatStoreApi } from '@/features/chat/use-chat-store'
import { composer } from '@/features/composer/store'
import { CropDialog } from '@/images/crop/CropDialog'
import { attachCrop } from './attach-crop'
import { findChosenModel } from './attach-images'
import { useAttaching } from './use-attaching'

interface CropOverlayViewProps {
  readonly image: InputImage
  readonly onClose: () => void
}

/** Cuts an attached image, tied to the open chat. */
export function CropOverlayView({ image, onClose }: CropOverlayViewProps) {
  const store = useChatStoreApi()
  const attaching = useAttaching()
  // What was open when it was opened: what is cut out doesn't go to another chat.
  const [to] = useState(() => store.getState().openChatId)
  const [model] = useState(() => findChosenModel(store, attaching.settings))
  return (
    <CropDialog
      image={image}
      model={model}
      onDone={async (file) => {
        await attachCrop(attaching, to, image, file)
        onClose()
        composer.focus()
      }}
      onClose={onClose}
    />
  )
}
