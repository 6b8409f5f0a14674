import { useChatStoreApi } from '@/features/chat/use-chat-store'
import { composer } from '@/features/composer/store'
import type { SlashList } from '@/features/composer/slash'
import { PromptPicker } from '@/features/prompts/PromptPicker'
import { openPrompts } from './layout-store'
import { getPromptLibrary } from './prompt-library'

/** The saved prompts above the message box. The chosen one replaces the slash and what was typed after it. */
export function PromptPickerView({ onReplace, sign: _sign, ...list }: SlashList) {
  const store = useChatStoreApi()
  return (
    <PromptPicker
      {...list}
      library={getPromptLibrary(store)}
      onInsert={onReplace}
      onBack={composer.focus}
      onOpenLibrary={() => {
        onReplace('')
        openPrompts()
      }}
    />
  )
}
