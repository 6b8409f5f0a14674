import { ClipboardCopy, TextCursorInput } from 'lucide-react'
import { useTranslation } from '@/i18n/use-translation'
import { copyText } from '@/lib/copy-text'
import type { MenuItem } from '@/ui/Menu'
import { notify } from '@/ui/notices'
import { findAsked } from '../find-asked'
import type { AssistantMessage } from '../model'
import { useChatStoreApi } from '../use-chat-store'
import { useWindowActions } from '../window-actions'

/** The menu items for the prompt of an image answer; none if the prompt is no longer known. */
export function usePromptItems(): (message: AssistantMessage, onReuse?: () => void) => readonly MenuItem[] {
  const { t } = useTranslation()
  const store = useChatStoreApi()
  const { reuse } = useWindowActions()
  return (message, onReuse) => {
    const { prompt } = message
    if (!prompt) return []
    return [
      {
        label: t('answer.copyPrompt'),
        icon: ClipboardCopy,
        onChoose: () => void copyText(prompt).then(() => notify({ text: t('answer.promptCopied') })),
      },
      {
        label: t('answer.reuse'),
        icon: TextCursorInput,
        onChoose: () => {
          onReuse?.()
          reuse(findAsked(message, store.getState().messages))
        },
      },
    ]
  }
}
