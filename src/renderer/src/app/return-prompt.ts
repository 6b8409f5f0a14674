import type { StoreApi } from 'zustand/vanilla'
import type { ChatId } from '@shared/ids'
import { isBlank } from '@shared/is-blank'
import { addImages } from '@/features/chat/attached'
import type { ChatState } from '@/features/chat/model'
import type { UnsentPrompt } from '@/features/chat/store/parts'
import { composer } from '@/features/composer/store'

/** Puts an unsent prompt and its images back into the message box, before anything added since. */
export function returnPrompt(
  store: Pick<StoreApi<ChatState>, 'getState'>,
  { text, images }: UnsentPrompt,
  to: ChatId | null,
  from: ChatId,
): void {
  const { saveDraft, saveAttached, attached } = store.getState()
  const typed = [...new Set([to ?? 'new', from] as const)].map((key) => composer.holding(key).text ?? '')
  const since = [...new Set([to ?? 'new', from] as const)].flatMap((key) => attached[key] ?? [])
  if (images.length + since.length > 0) {
    if (to === null) saveAttached(from, [])
    saveAttached(to, addImages(images, since))
  }
  const whole = [text, ...typed].filter((part) => !isBlank(part)).join('\n\n')
  composer.write(to ?? 'new', whole)
  saveDraft(to, whole)
}
