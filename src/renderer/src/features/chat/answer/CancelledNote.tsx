import { CircleStop } from 'lucide-react'
import { useTranslation } from '@/i18n/use-translation'
import { ContinueButton } from './ContinueButton'
import { RetryButton } from './RetryButton'
import type { CancelledAnswer } from '../model'
import { useProviderName } from './use-provider-name'

/** Stopping is not an error: one line that says whether it was charged, and a way to ask again. */
export function CancelledNote({ message }: { readonly message: CancelledAnswer }) {
  const { t } = useTranslation()
  const provider = useProviderName(message.model)
  return (
    <div className="flex max-w-card min-w-0 flex-[1_1_280px] flex-wrap items-center gap-x-3 gap-y-2 text-13 text-text-muted">
      <span className="flex min-w-0 items-center gap-2">
        <CircleStop size={16} strokeWidth={1.5} aria-hidden className="shrink-0" />
        <span>
          {t('answer.stopped')} {t(`failure.charge.${message.charge}`, { provider })}
        </span>
      </span>
      <RetryButton message={message} />
      <ContinueButton message={message} look="quiet" />
    </div>
  )
}
