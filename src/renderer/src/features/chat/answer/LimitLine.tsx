import type { LimitFacts } from '@shared/budget'
import { useTranslation } from '@/i18n/use-translation'
import { useFormat } from '@/i18n/use-format'

/** Which of the user's own caps blocked a request, what is left of it, and what the request would have needed. */
export function LimitLine({ facts: { limit, amount, projectId, left = 0, cost } }: { readonly facts: LimitFacts }) {
  const { t } = useTranslation()
  const format = useFormat()
  const isCap = limit !== 'request'
  const money = format.together([...(isCap ? [left] : []), ...(cost === undefined ? [] : [cost])], [amount])
  return (
    <p className="tabular max-w-measure text-13 text-text-muted">
      {t(projectId && limit !== 'request' ? `failure.projectLimit.${limit}` : `failure.limit.${limit}`, {
        amount: money(amount),
        left: money(left),
      })}{' '}
      {cost === undefined ? t('failure.limit.costUnknown') : t('failure.limit.cost', { cost: money(cost, 'up to') })}
    </p>
  )
}
