import { useId } from 'react'
import type { Limits } from '@shared/budget'
import type { MicroUsd } from '@shared/pricing'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { classNames } from '@/lib/class-names'
import { markEstimated } from '@/lib/format-money'
import type { Summary } from './spend'
import { useAmounts } from './use-amounts'

interface FiguresProps {
  readonly total: Summary
  readonly today: Summary
  readonly month: { readonly sum: Summary; readonly projected: MicroUsd | undefined }
  readonly limits: Limits
  /** The period is this month, so one figure would appear twice. */
  readonly isThisMonth: boolean
}

/** The figures of the period, then the current ones, each group under a rule. */
export function Figures({ total, today, month, limits, isThisMonth }: FiguresProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const amounts = useAmounts()
  const { sum, projected } = month
  const { dailyCap, monthlyCap } = limits
  const money = format.together(
    [total, today, sum].map(({ known, possible }) => (known > 0 ? known : possible)),
    [dailyCap, monthlyCap].filter((cap) => cap !== null),
  )
  const ofCap = (cap: MicroUsd | null): string | undefined =>
    cap === null ? undefined : t('usage.ofCap', { cap: money(cap) })
  const describeProjection = (amount: MicroUsd): string =>
    amount === 0 ? amounts.sum(sum, money) : markEstimated(format.money(amount))
  return (
    <dl
      className={classNames(
        'tabular grid grid-cols-3 gap-x-4 gap-y-6 narrow:gap-x-6',
        isThisMonth ? 'wide:grid-cols-5' : 'wide:grid-cols-6',
      )}
    >
      <Figure
        label={t('usage.spent')}
        value={amounts.sum(total, money)}
        note={isThisMonth ? ofCap(monthlyCap) : undefined}
        isFirst
      />
      <Figure label={t('usage.images')} value={format.number(total.images)} />
      <Figure label={t('usage.texts')} value={format.number(total.texts)} />
      <Figure label={t('usage.today')} value={amounts.sum(today, money)} note={ofCap(dailyCap)} />
      {!isThisMonth && <Figure label={t('usage.thisMonth')} value={amounts.sum(sum, money)} note={ofCap(monthlyCap)} />}
      <Figure
        label={t('usage.projected')}
        value={projected === undefined ? undefined : describeProjection(projected)}
        absence={t('usage.tooEarly')}
        hint={t('usage.projectedHint')}
      />
    </dl>
  )
}

interface FigureProps {
  readonly label: string
  readonly value: string | undefined
  /** Shown in place of a missing figure. */
  readonly absence?: string
  /** A muted line below the figure. */
  readonly note?: string | undefined
  readonly hint?: string
  /** Whether it's the page's main figure. */
  readonly isFirst?: boolean
}

function Figure({ label, value, absence, note, hint, isFirst }: FigureProps) {
  const hintId = useId()
  return (
    <div
      title={hint}
      className={classNames('flex min-w-0 flex-col gap-1.5 border-t pt-2.5', isFirst ? 'border-text' : 'border-line')}
    >
      <dt className="text-12 text-text-muted">{label}</dt>
      <dd aria-describedby={hint && hintId} className="min-w-0">
        <span className="flex min-w-0 items-baseline">
          {/* As tall as the largest, so all figures share a baseline. */}
          <span aria-hidden className="text-28 before:content-['\200b']" />
          {value === undefined ? (
            <span className="text-13 text-text-muted">{absence}</span>
          ) : (
            <span className={classNames('truncate', isFirst ? 'text-28 font-medium' : 'text-20')} data-selectable>
              {value}
            </span>
          )}
        </span>
        {note && <span className="block pt-0.5 text-12 text-text-muted">{note}</span>}
        {hint && (
          <span id={hintId} className="sr-only">
            {hint}
          </span>
        )}
      </dd>
    </div>
  )
}
