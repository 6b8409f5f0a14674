import { useState } from 'react'
import type { InputImage } from '@shared/request'
import { listAttached } from '@/features/chat/attached'
import { visibleMessages } from '@/features/chat/selectors'
import { useChatStoreApi } from '@/features/chat/use-chat-store'
import type { ChatState } from '@/features/chat/model'
import { MaskEditor } from '@/images/mask/MaskEditor'
import { attachMask } from './attach-mask'
import { focusComposer } from './focus-composer'
import type { MaskOverlay } from './layout-store'
import { useAttaching } from './use-attaching'
import { useMaskNote } from './use-mask-note'

interface MaskOverlayViewProps {
  readonly overlay: MaskOverlay
  readonly onClose: () => void
}

/** Paints a mask over one image, connected to the open chat. */
export function MaskOverlayView({ overlay, onClose }: MaskOverlayViewProps) {
  const store = useChatStoreApi()
  const attaching = useAttaching()
  const note = useMaskNote(overlay)
  // The chat that was open at the start: the mask must not go to another one.
  const [to] = useState(() => store.getState().openChatId)
  const [earlier] = useState(() => findEarlierMask(store.getState(), overlay))
  const { image, mask } = overlay
  return (
    <MaskEditor
      image={image}
      mask={mask}
      earlier={earlier}
      note={note}
      onDone={async (file) => {
        await attachMask(attaching, to, overlay, file)
        onClose()
        focusComposer()
      }}
      onClose={onClose}
    />
  )
}

/** Returns this chat's last mask for another image of the same size. */
function findEarlierMask(state: ChatState, { image, mask }: MaskOverlay): InputImage | undefined {
  const asked = visibleMessages(state).flatMap((message) => (message.role === 'user' ? message.inputs : []))
  return [...asked, ...listAttached(state)].findLast(
    ({ role, hash, width, height }) =>
      role === 'mask' && hash !== mask?.hash && width === image.width && height === image.height,
  )
}
