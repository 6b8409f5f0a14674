import { useTranslation } from '@/i18n/use-translation'
import type { MessageId } from '@shared/ids'
import { notifyFailure } from '@/ui/notices'
import { beginEdit } from './edits'
import { canBranch, visibleMessages } from './selectors'
import { useChatStore, useChatStoreApi } from './use-chat-store'
import { useWindowActions } from './window-actions'

/**
 * Copies the conversation up to a message into a new chat and opens it: a question is opened for editing. Undefined
 * while an answer in it is in progress.
 */
export function useBranch(id: MessageId): (() => void) | undefined {
  const { t } = useTranslation()
  const store = useChatStoreApi()
  const { focusComposer } = useWindowActions()
  const isPossible = useChatStore((state) => canBranch(state, id))
  if (!isPossible) return undefined
  return () => {
    store
      .getState()
      .branch(id, (title) => t('question.branchTitle', { title }))
      .then(() => {
        const last = visibleMessages(store.getState()).at(-1)
        // A question at the end would have no answer and no button to send it.
        if (last?.role === 'user') beginEdit(last)
        else focusComposer()
      })
      .catch(notifyFailure)
  }
}
