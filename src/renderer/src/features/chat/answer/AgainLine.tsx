import { useTranslation } from '@/i18n/use-translation'
import type { Failure } from '@shared/failure'
import type { MessageId } from '@shared/ids'
import { useFormat } from '@/i18n/use-format'
import { useCountdown } from '@/lib/use-countdown'
import { PassingButton } from '@/ui/PassingButton'
import { useChatStoreApi } from '../use-chat-store'

interface AgainLineProps {
  readonly id: MessageId
  readonly again: NonNullable<Failure['again']>
}

/** Nothing was billed, so the call is retried automatically: shows when, the attempt number, and a button to cancel. */
export function AgainLine({ id, again }: AgainLineProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const store = useChatStoreApi()
  const seconds = useCountdown(again.at)
  return (
    <div className="flex flex-wrap items-center gap-x-2 text-13">
      <span className="sr-only">{t('failure.again.quiet', { attempt: again.attempt, of: again.of })}</span>
      {/* Inside an alert, the countdown would be read out every second. */}
      <span aria-hidden className="tabular">
        {t('failure.again.counting', {
          time: format.duration(seconds * 1000),
          attempt: again.attempt,
          of: again.of,
        })}
      </span>
      <PassingButton look="quiet" size="small" className="select-none" onClick={() => store.getState().stop(id)}>
        {t('failure.again.callOff')}
      </PassingButton>
    </div>
  )
}
