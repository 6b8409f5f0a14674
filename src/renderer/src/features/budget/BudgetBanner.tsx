import { CircleAlert, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { warningOf, type BudgetView, type CapWarning } from '@shared/budget'
import { useTranslation } from '@/i18n/use-translation'
import { useFormat } from '@/i18n/use-format'
import { classNames } from '@/lib/class-names'
import { Button } from '@/ui/Button'
import { IconButton } from '@/ui/IconButton'
import { dismiss, forget, isDismissed } from './dismissal'
import '@/i18n/later'

interface BudgetBannerProps {
  readonly view: BudgetView
  readonly onRaise: () => void
}

/** At four fifths of a cap a quiet line that can be put away; at the cap a clear one that stays, with the way on. */
export function BudgetBanner({ view, onRaise }: BudgetBannerProps) {
  const { t } = useTranslation()
  const [, setDismissals] = useState(0)
  // A screen reader tells what comes into a region that it knows already, not what a new one brings along.
  const [isThere, setThere] = useState(false)
  const warning = warningOf(view)
  const level = warning?.level
  useEffect(() => {
    if (level !== 'near') forget(localStorage)
  }, [level])
  const isShown = warning !== undefined && !isDismissed(localStorage, view, warning)
  useEffect(() => setThere(isShown), [isShown])
  if (!warning || !isShown) return null
  const reached = warning.level === 'reached'
  return (
    <div
      role="status"
      aria-label={t('budget.title')}
      className={classNames(
        'mb-2 flex min-h-9 items-center gap-2 px-[17px] text-13',
        reached ? 'rounded-md border border-line bg-surface-raised py-2' : 'text-text-muted',
      )}
    >
      {reached && <CircleAlert size={16} strokeWidth={1.5} aria-hidden className="shrink-0 text-warning" />}
      <p className="tabular min-w-0 grow wrap-anywhere">{isThere && <Sentence warning={warning} view={view} />}</p>
      {reached ? (
        <Button size="small" className="shrink-0" onClick={onRaise}>
          {t('failure.raiseCap')}
        </Button>
      ) : (
        <IconButton
          icon={X}
          label={t('budget.dismiss')}
          hint=""
          size="small"
          onClick={() => {
            dismiss(localStorage, view, warning)
            setDismissals((count) => count + 1)
          }}
        />
      )}
    </div>
  )
}

function Sentence({
  warning: { name, level, amount, counted },
  view,
}: {
  readonly warning: CapWarning
  readonly view: BudgetView
}) {
  const { t } = useTranslation()
  const format = useFormat()
  const { possible } = name === 'daily' ? view.today : view.thisMonth
  const said = t(`budget.${level}.${name}`, { amount: format.money(amount), counted: format.money(counted) })
  return possible > 0 ? `${said} ${t('budget.counted', { possible: format.money(possible) })}` : said
}
