import type { MessageId } from '@shared/ids'
import { useSettingsStoreApi } from '@/bridge/settings-store'
import { useChatStoreApi } from '@/features/chat/use-chat-store'
import type { SlashList } from '@/features/composer/slash'
import { ReferencePicker } from '@/features/references/ReferencePicker'
import type { Reference } from '@/features/references/shelf'
import { openReferences, openReferencesFor } from './layout-store'
import { attachReference, attachReferenceToEdit, getShelf } from './reference-shelf'

interface ReferencePickerViewProps extends SlashList {
  /** The question being edited. Absent: the current message. */
  readonly edit?: MessageId
}

/**
 * The named images above or below a box. The one chosen, or typed out in full, is attached and its name inserted in the
 * text.
 */
export function ReferencePickerView({ onReplace, sign: _sign, edit, ...list }: ReferencePickerViewProps) {
  const store = useChatStoreApi()
  const settings = useSettingsStoreApi()
  const attach = (reference: Reference): void =>
    edit ? attachReferenceToEdit(edit, reference) : attachReference(store, settings, reference)
  return (
    <ReferencePicker
      {...list}
      shelf={getShelf(store)}
      onChoose={(reference) => {
        attach(reference)
        onReplace(`@${reference.name} `)
      }}
      onComplete={attach}
      onOpenShelf={() => {
        onReplace('')
        if (edit) openReferencesFor(edit)
        else openReferences()
      }}
    />
  )
}
