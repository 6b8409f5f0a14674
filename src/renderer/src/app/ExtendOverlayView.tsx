import { useState } from 'react'
import { getFileRule } from '@shared/catalogue/inputs'
import { useChatStoreApi } from '@/features/chat/use-chat-store'
import { ExtendDialog } from '@/images/extend/ExtendDialog'
import { attachExtension, findWantedOptions } from './attach-extension'
import { findEditor } from './attach-images'
import { focusComposer } from './focus-composer'
import type { MarkupOverlay } from './layout-store'
import { useAttaching } from './use-attaching'
import { useExtendNote } from './use-mask-note'

interface ExtendOverlayViewProps {
  readonly overlay: MarkupOverlay
  readonly onClose: () => void
}

/** Extends the canvas of one image, connected to the open chat. */
export function ExtendOverlayView({ overlay, onClose }: ExtendOverlayViewProps) {
  const store = useChatStoreApi()
  const attaching = useAttaching()
  // The chat that was open at the start: the canvas must not go to another one.
  const [to] = useState(() => store.getState().openChatId)
  const [model] = useState(() => findEditor(store, attaching.settings, overlay.maker))
  const [options] = useState(() => findWantedOptions(attaching))
  const note = useExtendNote(model)
  return (
    <ExtendDialog
      image={overlay.image}
      model={model}
      options={options}
      maxBytes={getFileRule(model).maxBytes}
      note={note}
      onDone={async (extension, chosen) => {
        await attachExtension(attaching, to, overlay, extension, chosen)
        onClose()
        focusComposer()
      }}
      onClose={onClose}
    />
  )
}
