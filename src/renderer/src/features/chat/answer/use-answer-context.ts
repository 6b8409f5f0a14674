import { findModel } from '@shared/catalogue'
import type { ContextActions } from '@/bridge/use-context-menu'
import { copyText } from '@/lib/copy-text'
import { useTranslation } from '@/i18n/use-translation'
import { findAsked } from '../find-asked'
import { readAnswerText } from '../answer-content'
import type { AssistantMessage } from '../model'
import { useChatStoreApi } from '../use-chat-store'
import { useWindowActions } from '../window-actions'
import { canRetry } from './can-retry'
import { readAnswerCopy } from './copy-answer'
import { useAskAgain } from './use-ask-again'

/** The context menu of an answer. `branch`: present if the chat can be branched there. */
export function useAnswerContext(branch?: () => void): (message: AssistantMessage) => ContextActions {
  const { t } = useTranslation()
  const store = useChatStoreApi()
  const askAgain = useAskAgain()
  const { reuse, focusComposer, showDetails } = useWindowActions()
  return (message) => {
    const { id, status, kind, prompt } = message
    const text = readAnswerText(message)
    // A removed model can't be asked again.
    const again = findModel(message.model) ? () => askAgain(id) : null
    const isRetryable = status === 'cancelled' || (message.status === 'failed' && canRetry(message.failure))
    const stop = (): void => {
      store.getState().stop(id)
      focusComposer()
    }
    return {
      ...(status === 'streaming' && { stop }),
      ...(isRetryable && { retry: again }),
      ...(kind === 'text' &&
        text !== '' && { 'copy-answer': () => void copyText(readAnswerCopy(message, t('sources.title'))) }),
      ...(prompt && {
        'copy-prompt': () => void copyText(prompt),
        'use-prompt': () => reuse(findAsked(message, store.getState().messages)),
      }),
      ...(branch && { 'branch-chat': branch }),
      ...(status === 'done' && { regenerate: again, ...(kind === 'text' && { details: () => showDetails(id) }) }),
    }
  }
}
