import { RotateCcw } from 'lucide-react'
import { findModel } from '@shared/catalogue'
import { useTranslation } from '@/i18n/use-translation'
import { NotedButton } from '@/ui/Button'
import { useAskAgain } from '../answer/use-ask-again'
import { useRetryPrice } from '../answer/use-retry-price'
import type { AssistantMessage } from '../model'

interface DetailsActionsProps {
  readonly message: AssistantMessage
  /** Called after the request: the conversation shows its progress. */
  readonly onDone: () => void
}

/** Requests another version from the view that shows an image large. */
export function DetailsActions({ message, onDone }: DetailsActionsProps) {
  const { t } = useTranslation()
  const askAgain = useAskAgain()
  const price = useRetryPrice(message)
  if (!findModel(message.model)) return null
  return (
    <div className="px-4 pb-4">
      <NotedButton
        note={price}
        onClick={() => {
          onDone()
          askAgain(message.id)
        }}
      >
        <RotateCcw size={16} strokeWidth={1.5} aria-hidden />
        {t('answer.regenerate')}
      </NotedButton>
    </div>
  )
}
