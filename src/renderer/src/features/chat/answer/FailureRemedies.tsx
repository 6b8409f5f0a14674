import { useId } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { assertNever } from '@shared/assert-never'
import type { Failure } from '@shared/failure'
import { useClient } from '@/bridge/use-client'
import { useFormat } from '@/i18n/use-format'
import { useCountdown } from '@/lib/use-countdown'
import { classNames } from '@/lib/class-names'
import { Button } from '@/ui/Button'
import { notifyFailure } from '@/ui/notices'
import { useWindowActions } from '../window-actions'
import { REMEDY_LINKS, remediesFor, type Remedy } from './failure-remedy'
import type { AssistantMessage } from '../model'
import { retryCost } from './retry-cost'
import { useChatStoreApi } from '../use-chat-store'

interface FailureRemediesProps {
  readonly message: AssistantMessage
  readonly failure: Failure
}

export function FailureRemedies({ message, failure }: FailureRemediesProps) {
  const { t } = useTranslation()
  const { openSettings, reuse } = useWindowActions()
  const client = useClient()
  const question = useChatStoreApi().getState().messages.get(message.parentId)

  const render = (remedy: Remedy, look: 'outline' | 'quiet') => {
    switch (remedy) {
      case 'retry':
        return <RetryButton key={remedy} message={message} look={look} waitUntil={waitUntil(failure)} />
      case 'edit':
        return (
          <Button key={remedy} look={look} onClick={() => reuse({ text: message.prompt ?? question?.text ?? '' })}>
            {t('failure.edit')}
          </Button>
        )
      case 'settings':
        return (
          <Button key={remedy} look={look} onClick={() => openSettings('providers')}>
            {t('failure.openSettings')}
          </Button>
        )
      case 'raiseCap':
        return (
          <Button key={remedy} look={look} onClick={() => openSettings('budget')}>
            {t('failure.raiseCap')}
          </Button>
        )
      case 'billing':
      case 'verify':
        return (
          <Button
            key={remedy}
            look={look}
            onClick={() => void client.request('links.open', REMEDY_LINKS[remedy]).catch(notifyFailure)}
          >
            {t(`failure.${remedy}`)}
          </Button>
        )
      default:
        return assertNever(remedy)
    }
  }
  return remediesFor(failure).map((remedy, index) => render(remedy, index === 0 ? 'outline' : 'quiet'))
}

function waitUntil({ at, retryAfterMs }: Failure): number {
  return retryAfterMs === undefined ? 0 : at + retryAfterMs
}

interface RetryButtonProps {
  readonly message: AssistantMessage
  readonly look?: 'outline' | 'quiet'
  /** Milliseconds since the epoch; the provider asked not to be asked before. */
  readonly waitUntil?: number
}

/** Its name stays "Retry"; the price, or the seconds to wait, are its description. */
export function RetryButton({ message, look = 'outline', waitUntil = 0 }: RetryButtonProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const store = useChatStoreApi()
  const seconds = useCountdown(waitUntil)
  const priceId = useId()
  const estimate = retryCost(message)
  const price = format.estimate(estimate)
  const note =
    seconds > 0
      ? t('failure.wait', { time: format.duration(seconds * 1000) })
      : estimate.kind === 'range' && price
        ? t('failure.retryPrice', { price })
        : undefined
  return (
    <span className={classNames('inline-flex items-center', look === 'outline' && 'mr-1 gap-2.5')}>
      <Button
        look={look}
        aria-describedby={note ? priceId : undefined}
        disabled={seconds > 0}
        onClick={() => store.getState().retry(message.id)}
      >
        {t('failure.retry')}
      </Button>
      {note && (
        <span id={priceId} aria-hidden className="tabular text-13 text-text-muted">
          {note}
        </span>
      )}
    </span>
  )
}
