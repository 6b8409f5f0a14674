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
import { attachReference, attachToEdit, getShelf } from './reference-shelf'
import { reuse } from './reuse'

interface ReferencesViewProps {
  readonly image: AttachmentId | undefined
  /** The question that is being edited, where one is chosen for it. */
  readonly edit: MessageId | undefined
  readonly onClose: () => void
}

/** The shelf of named images: a click puts one into the message that is being written, or the question being edited. */
export function ReferencesView({ image, edit, onClose }: ReferencesViewProps) {
  const store = useChatStoreApi()
  const settings = useSettingsStoreApi()
  return (
    <ReferencesDialog
      shelf={getShelf(store)}
      image={image}
      onUse={(reference) => {
        // The focus goes back to where it was, before it goes to the message box.
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

/** The focus is in its box again. */
function addToEdit(id: MessageId, reference: Reference): void {
  attachToEdit(id, reference)
  const edit = getEdit(id)
  if (!edit) return
  const { words, files } = splitFiles(edit.text)
  keepEdit(id, { ...edit, text: joinFiles(mention(words, reference), files) })
}

function mention(text: string, { name }: Reference): string {
  const typed = text.trimEnd()
  return `${typed}${typed === '' ? '' : ' '}@${name} `
}
