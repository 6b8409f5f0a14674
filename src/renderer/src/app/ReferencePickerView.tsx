import { useSettingsStoreApi } from '@/bridge/settings-store'
import { useChatStoreApi } from '@/features/chat/use-chat-store'
import type { SlashList } from '@/features/composer/slash'
import { ReferencePicker } from '@/features/references/ReferencePicker'
import { openReferences } from './layout-store'
import { attachReference, getShelf } from './reference-shelf'

/** The named images above the message box. The one that is chosen, or typed whole, is attached, and its name is in the text. */
export function ReferencePickerView({ onReplace, sign: _sign, ...list }: SlashList) {
  const store = useChatStoreApi()
  const settings = useSettingsStoreApi()
  return (
    <ReferencePicker
      {...list}
      shelf={getShelf(store)}
      onChoose={(reference) => {
        attachReference(store, settings, reference)
        onReplace(`@${reference.name} `)
      }}
      onComplete={(reference) => attachReference(store, settings, reference)}
      onOpenShelf={() => {
        onReplace('')
        openReferences()
      }}
    />
  )
}
