import { flushSync } from 'react-dom'
import type { AttachmentId } from '@shared/ids'
import { useSettingsStoreApi } from '@/bridge/settings-store'
import { useChatStoreApi } from '@/features/chat/use-chat-store'
import { ReferencesDialog } from '@/features/references/ReferencesDialog'
import { focusComposer } from './focus-composer'
import { readTyped } from './read-typed'
import { attachReference, getShelf } from './reference-shelf'
import { reuse } from './reuse'

interface ReferencesViewProps {
  readonly image: AttachmentId | undefined
  readonly onClose: () => void
}

/** The shelf of named images: a click puts one into the message that is being written. */
export function ReferencesView({ image, onClose }: ReferencesViewProps) {
  const store = useChatStoreApi()
  const settings = useSettingsStoreApi()
  return (
    <ReferencesDialog
      shelf={getShelf(store)}
      image={image}
      onUse={(reference) => {
        // The focus goes back to where it was, before it goes to the message box.
        flushSync(onClose)
        attachReference(store, settings, reference)
        const typed = readTyped(store).trimEnd()
        reuse(store, { text: `${typed}${typed === '' ? '' : ' '}@${reference.name} ` })
        focusComposer()
      }}
      onClose={onClose}
    />
  )
}
