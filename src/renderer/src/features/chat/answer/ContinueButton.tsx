import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import { continueAnswer } from '../continue-answer'
import type { DoneAnswer } from '../model'
import { visibleMessages } from '../selectors'
import { useChatStore, useChatStoreApi } from '../use-chat-store'
import { useWindowActions } from '../window-actions'

/** Under the last answer of the chat: asks its model to go on, as an ordinary message that is paid for. */
export function ContinueButton({ message }: { readonly message: DoneAnswer }) {
  const { t } = useTranslation()
  const store = useChatStoreApi()
  const { focusComposer } = useWindowActions()
  const isLast = useChatStore((state) => visibleMessages(state).at(-1)?.id === message.id)
  if (!isLast) return null
  return (
    <span className="mt-2 block">
      <Button
        size="small"
        onClick={() => {
          continueAnswer(store, message, t('answer.continuePrompt'))
          focusComposer()
        }}
      >
        {t('answer.continue')}
      </Button>
    </span>
  )
}
