import type { Model } from '@shared/catalogue'
import { openChat } from '@/features/chat/selectors'
import { useChatStore } from '@/features/chat/use-chat-store'
import { currentChoice } from '@/features/composer/current-choice'
import { useComposerStore } from '@/features/composer/store'
import { useSettingsStore } from '@/bridge/settings-store'
import { useNow } from '@/lib/use-now'

/** Returns the model of the open chat's composer. Undefined until main has sent the available models. */
export function useChosenModel(): Model | undefined {
  const settings = useSettingsStore((state) => state.view)
  const chatId = useChatStore((state) => state.openChatId)
  const remembered = useChatStore((state) => openChat(state)?.model)
  const choice = useComposerStore((state) => state.choices[chatId ?? 'new'])
  return currentChoice(choice, remembered ? { model: remembered } : {}, settings, useNow()).model
}
