import { useDeferredValue, useId, useMemo } from 'react'
import type { Limits } from '@shared/budget'
import type { ModelId } from '@shared/catalogue'
import { useTranslation } from '@/i18n/use-translation'
import type { UsagePeriod } from './period'
import type { Shade } from './series'
import { isDoubtful, type StepSpend, type Summary } from './spend'
import { SpendChart } from './SpendChart'
import { StepTable } from './StepTable'

interface SpendSectionProps {
  readonly steps: readonly StepSpend[]
  readonly step: UsagePeriod['step']
  readonly shades: ReadonlyMap<ModelId, Shade>
  readonly total: Summary
  /** The period's title. */
  readonly title: string
  readonly limits: Limits
}

/** Spending over time: a chart, and the same figures as a table for screen readers. */
export function SpendSection({ steps, step, shades, total, title, limits }: SpendSectionProps) {
  const { t } = useTranslation()
  const id = useId()
  // Hundreds of cells that needn't be ready at once.
  const inWords = useDeferredValue(useMemo(() => ({ steps, step }), [steps, step]))
  const heading = t(step === 'day' ? 'usage.byDay' : 'usage.byMonth')
  return (
    <section aria-labelledby={id} className="pt-10">
      <h3 id={id} className="pb-4 text-14 font-semibold">
        {heading}
      </h3>
      {total.known > 0 ? (
        <SpendChart
          steps={steps}
          step={step}
          shades={shades}
          cap={step === 'day' ? limits.dailyCap : limits.monthlyCap}
        />
      ) : (
        <p className="border-t border-line pt-3 text-13 text-text-muted">
          {t(isDoubtful(total) ? 'usage.noPriceKnown' : 'usage.nothingBilled', { period: title })}
        </p>
      )}
      <StepTable caption={heading} {...inWords} />
    </section>
  )
}
