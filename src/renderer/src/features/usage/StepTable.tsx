import { memo } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { formatStep } from './format-period'
import { useModelFinder } from '@/bridge/use-model-finder'
import { modelName } from './model-name'
import type { UsagePeriod } from './period'
import { isDoubtful, type StepSpend } from './spend'
import { useAmounts } from './use-amounts'

interface StepTableProps {
  readonly caption: string
  readonly steps: readonly StepSpend[]
  readonly step: UsagePeriod['step']
}

/** The chart's figures, for screen readers. Leaves out days without answers. */
export const StepTable = memo(function StepTable({ caption, steps, step }: StepTableProps) {
  const find = useModelFinder()
  const { t, i18n } = useTranslation()
  const amounts = useAmounts()
  const models = [...new Set(steps.flatMap(({ byModel }) => [...byModel.keys()]))]
  const busy = steps.filter((each) => each.known + each.images + each.texts > 0 || isDoubtful(each))
  return (
    // Clipped with its box, because a table can't be made smaller than its text.
    <div className="sr-only">
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t(step === 'day' ? 'usage.day' : 'usage.month')}</th>
            {models.map((model) => (
              <th key={model} scope="col">
                {modelName(model, find)}
              </th>
            ))}
            <th scope="col">{t('usage.total')}</th>
          </tr>
        </thead>
        <tbody>
          {busy.map((each) => (
            <tr key={each.from}>
              <th scope="row">{formatStep(each, step, i18n.language)}</th>
              {models.map((model) => {
                const cost = each.byModel.get(model)
                return <td key={model}>{cost === undefined ? '' : amounts.price({ kind: 'exact', cost })}</td>
              })}
              <td>{amounts.sum(each)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
})
