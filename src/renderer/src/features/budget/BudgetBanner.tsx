import { CircleAlert, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { findWarning, type BudgetView, type CapWarning } from '@shared/budget'
import type { ChatId } from '@shared/ids'
import { useTranslation } from '@/i18n/use-translation'
import { useFormat } from '@/i18n/use-format'
import { Button } from '@/ui/Button'
import { IconButton } from '@/ui/IconButton'
import { dismiss, forget, isDismissed } from './dismissal'
import '@/i18n/later'

interface BudgetBannerProps {
  readonly view: BudgetView
  /** The project that the next question would count toward. */
  readonly project: ChatId | undefined
  readonly onRaise: (warning: CapWarning) => void
}

/** From 80 % of a cap, a dismissible line with a bar; at the cap, one that stays. Both link to the cap. */
export function BudgetBanner({ view, project, onRaise }: BudgetBannerProps) {
  const { t } = useTranslation()
  const [, setDismissals] = useState(0)
  // Screen readers announce changes in an existing region, not the initial content of a new one.
  const [isThere, setThere] = useState(false)
  const warning = findWarning(view, project)
  const level = warning?.level
  useEffect(() => {
    if (level !== 'near') forget(localStorage)
  }, [level])
  const isShown = warning !== undefined && !isDismissed(localStorage, view, warning)
  useEffect(() => setThere(isShown), [isShown])
  if (!warning || !isShown) return null
  const isNear = warning.level === 'near'
  return (
    <div
      role="status"
      aria-label={t('budget.title')}
      className="relative mb-2 overflow-hidden rounded-md border border-line bg-surface-raised pt-1.5 pb-2 pl-4 text-13"
    >
      <div className="flex min-h-7 items-center gap-2 pr-2">
        <CircleAlert size={16} strokeWidth={1.5} aria-hidden className="shrink-0 text-warning" />
        <p className="tabular min-w-0 grow wrap-anywhere">{isThere && <Sentence warning={warning} />}</p>
        <Button size="small" className="shrink-0" onClick={() => onRaise(warning)}>
          {t('failure.raiseCap')}
        </Button>
        {isNear && (
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
      <span
        aria-hidden
        className="absolute bottom-0 left-0 h-0.5 bg-warning forced-colors:bg-[Highlight]"
        style={{ width: `${Math.min(100, (100 * warning.counted) / Math.max(1, warning.amount))}%` }}
      />
    </div>
  )
}

function Sentence({
  warning: { name, level, amount, counted, possible, projectId },
}: {
  readonly warning: CapWarning
}) {
  const { t } = useTranslation()
  const format = useFormat()
  // At the cap, only the cap itself is shown.
  const money = format.together([...(level === 'near' ? [counted] : []), ...(possible > 0 ? [possible] : [])], [amount])
  const said = t(projectId ? `budget.${level}Project.${name}` : `budget.${level}.${name}`, {
    amount: money(amount),
    counted: money(counted),
  })
  return possible > 0 ? `${said} ${t('budget.counted', { possible: money(possible, 'up to') })}` : said
}
