import { flushSync } from 'react-dom'
import type { AttachmentId, MessageId } from '@shared/ids'
import { joinFiles, splitFiles } from '@shared/text-files'
import { useSettingsStoreApi } from '@/bridge/settings-store'
import { getEdit, keepEdit } from '@/features/chat/edits'
import { useChatStoreApi } from '@/features/chat/use-chat-store'
import { ReferencesDialog } from '@/features/references/ReferencesDialog'
import { focusComposer } from './focus-composer'
import { readTyped } from './read-typed'
import type { Reference } from '@/features/references/shelf'
import { attachReference, attachReferenceToEdit, getShelf } from './reference-shelf'
import { reuse } from './reuse'

interface ReferencesViewProps {
  readonly image: AttachmentId | undefined
  /** The question being edited, if the image is for it. */
  readonly edit: MessageId | undefined
  readonly onClose: () => void
}

/** The named images: a click attaches one to the current message, or to the question being edited. */
export function ReferencesView({ image, edit, onClose }: ReferencesViewProps) {
  const store = useChatStoreApi()
  const settings = useSettingsStoreApi()
  return (
    <ReferencesDialog
      shelf={getShelf(store)}
      image={image}
      onUse={(reference) => {
        // Focus first returns to where it was, then goes to the message box.
        flushSync(onClose)
        if (edit) return addToEdit(edit, reference)
        attachReference(store, settings, reference)
        reuse(store, { text: mention(readTyped(store), reference) })
        focusComposer()
      }}
      onClose={onClose}
    />
  )
}

/** Focus is back in the question's box by then. */
function addToEdit(id: MessageId, reference: Reference): void {
  attachReferenceToEdit(id, reference)
  const edit = getEdit(id)
  if (!edit) return
  const { words, files } = splitFiles(edit.text)
  keepEdit(id, { ...edit, text: joinFiles(mention(words, reference), files) })
}

function mention(text: string, { name }: Reference): string {
  const typed = text.trimEnd()
  return `${typed}${typed === '' ? '' : ' '}@${name} `
}
