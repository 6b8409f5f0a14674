import { useId } from 'react'
import type { CapName, ProjectBudget } from '@shared/budget'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { AmountField } from '@/ui/AmountField'
import type { CapForm } from './use-cap-form'

interface ProjectCapFieldsProps {
  readonly form: CapForm
  readonly budget: ProjectBudget | undefined
  readonly wanted: CapName | undefined
}

/** A project's own caps, and what was spent in it. */
export function ProjectCapFields({ form, budget, wanted }: ProjectCapFieldsProps) {
  const { t } = useTranslation()
  const headingId = useId()
  return (
    <section aria-labelledby={headingId} className="flex flex-col gap-3">
      <div className="flex flex-col gap-1">
        <h3 id={headingId} className="text-13 font-medium">
          {t('projects.caps')}
        </h3>
        <p className="text-12 text-text-muted">{t('projects.capsHint')}</p>
      </div>
      <AmountField
        label={t('settings.budget.daily')}
        hint={t('projects.dailyHint')}
        readBack={(amount) => t('settings.budget.kept.daily', { amount })}
        text={form.daily}
        isWanted={wanted === 'daily'}
        onChange={(daily) => form.change({ daily })}
      />
      <AmountField
        label={t('settings.budget.monthly')}
        hint={t('projects.monthlyHint')}
        readBack={(amount) => t('settings.budget.kept.monthly', { amount })}
        text={form.monthly}
        isWanted={wanted === 'monthly'}
        onChange={(monthly) => form.change({ monthly })}
      />
      {budget && <Spent budget={budget} />}
    </section>
  )
}

/** The confirmed amount, and what may be added to it. */
function Spent({ budget: { today, thisMonth, reserved } }: { readonly budget: ProjectBudget }) {
  const { t } = useTranslation()
  const format = useFormat()
  const sums = [
    { name: t('projects.spentToday'), totals: today },
    { name: t('projects.spentThisMonth'), totals: thisMonth },
  ]
  const money = format.together(sums.flatMap(({ totals }) => [totals.known, totals.possible]))
  return (
    <dl aria-label={t('projects.spent')} className="tabular grid grid-cols-[1fr_auto] gap-x-4 gap-y-1 text-13">
      {sums.map(({ name, totals: { known, possible, unpriced } }) => (
        <div key={name} className="contents">
          <dt>{name}</dt>
          <dd className="text-right">
            {money(known)}
            {possible > 0 && (
              <span className="text-text-muted"> {t('budget.doubt', { amount: money(possible, 'up to') })}</span>
            )}
          </dd>
          {unpriced > 0 && (
            <dd className="col-span-2 text-12 text-text-muted">{t('budget.unpriced', { count: unpriced })}</dd>
          )}
        </div>
      ))}
      {reserved > 0 && (
        <dd className="col-span-2 text-12 text-text-muted">
          {t('budget.reserved', { amount: format.most(reserved) })}
        </dd>
      )}
    </dl>
  )
}
