import { useTranslation } from '@/i18n/use-translation'
import type { MessageId } from '@shared/ids'
import { notifyFailure } from '@/ui/notices'
import { beginEdit } from './edits'
import { canBranch, visibleMessages } from './selectors'
import { useChatStore, useChatStoreApi } from './use-chat-store'
import { useWindowActions } from './window-actions'

/**
 * Copies the conversation up to a message into a new chat and opens it: a question ready to be changed and sent.
 * Undefined while an answer in it is being made.
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
        // Nothing in the chat would ask a question that it ends with.
        if (last?.role === 'user') beginEdit(last)
        else focusComposer()
      })
      .catch(notifyFailure)
  }
}
