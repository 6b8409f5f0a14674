import { useTranslation } from '@/i18n/use-translation'
import { Button, type ButtonProps } from '@/ui/Button'
import { continueAnswer } from '../continue-answer'
import { readAnswerText } from '../answer-content'
import type { EndedAnswer } from '../model'
import { visibleMessages } from '../selectors'
import { useChatStore, useChatStoreApi } from '../use-chat-store'
import { useWindowActions } from '../window-actions'

interface ContinueButtonProps extends Pick<ButtonProps, 'look' | 'size'> {
  readonly message: EndedAnswer
}

/** Below the chat's last answer, if its text was cut off: asks the model to continue, which is charged as usual. */
export function ContinueButton({ message, look, size }: ContinueButtonProps) {
  const { t } = useTranslation()
  const store = useChatStoreApi()
  const { focusComposer } = useWindowActions()
  const isLast = useChatStore((state) => visibleMessages(state).at(-1)?.id === message.id)
  if (!isLast || message.kind !== 'text' || readAnswerText(message) === '') return null
  return (
    <Button
      look={look}
      size={size}
      onClick={() => {
        continueAnswer(store, message, t('answer.continuePrompt'))
        focusComposer()
      }}
    >
      {t('answer.continue')}
    </Button>
  )
}
