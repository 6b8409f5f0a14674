import type { StoreApi } from 'zustand/vanilla'
import type { ChatId } from '@shared/ids'
import type { ChatState } from '@/features/chat/model'
import { composer } from '@/features/composer/store'

/** Puts a prompt that was not sent back into the message box, before whatever was typed there since. */
export function returnPrompt(
  store: Pick<StoreApi<ChatState>, 'getState'>,
  text: string,
  to: ChatId | null,
  from: ChatId,
): void {
  const { saveDraft } = store.getState()
  const typed = [...new Set([to ?? 'new', from] as const)].map((key) => composer.holding(key).text ?? '')
  const whole = [text, ...typed].filter((part) => part.trim() !== '').join('\n\n')
  composer.write(to ?? 'new', whole)
  saveDraft(to, whole)
}
