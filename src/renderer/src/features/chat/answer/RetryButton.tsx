import type { ReactNode } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { useFormat } from '@/i18n/use-format'
import { useCountdown } from '@/lib/use-countdown'
import { NotedButton } from '@/ui/Button'
import type { AssistantMessage } from '../model'
import type { RequestChange } from './request-change'
import { useAskAgain } from './use-ask-again'
import { useRetryPrice } from './use-retry-price'

interface RetryButtonProps {
  readonly message: AssistantMessage
  readonly look?: 'outline' | 'quiet'
  /** Milliseconds since the epoch; the provider asked not to be called earlier. */
  readonly waitUntil?: number
}

/** Its name stays "Retry"; the price or the remaining seconds are its description. */
export function RetryButton(props: RetryButtonProps) {
  const { t } = useTranslation()
  return (
    <AskAgainButton {...props} change={{}} priced>
      {t('failure.retry')}
    </AskAgainButton>
  )
}

interface AskAgainButtonProps extends RetryButtonProps {
  readonly change: RequestChange
  readonly onAsked?: (() => void) | undefined
  /** Whether it shows the price. */
  readonly priced: boolean
  readonly children: ReactNode
}

/** Requests another version of an answer, which itself stays as it is. */
export function AskAgainButton({
  message,
  change,
  priced,
  look = 'outline',
  waitUntil = 0,
  onAsked,
  children,
}: AskAgainButtonProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const askAgain = useAskAgain()
  const seconds = useCountdown(waitUntil)
  const price = useRetryPrice(message, change)
  const wait = seconds > 0 ? t('failure.wait', { time: format.duration(seconds * 1000) }) : undefined
  return (
    <NotedButton
      look={look}
      note={wait ?? (priced ? price : undefined)}
      disabled={seconds > 0}
      onClick={() => {
        askAgain(message.id, change)
        onAsked?.()
      }}
    >
      {children}
    </NotedButton>
  )
}
