import type { ModelId } from '@shared/catalogue'
import { useTranslation } from '@/i18n/use-translation'
import { AnswerCount } from './AnswerCount'
import { formatStep } from './format-period'
import { useModelFinder } from '@/bridge/use-model-finder'
import { modelName } from './model-name'
import type { UsagePeriod } from './period'
import { Swatch } from './Swatch'
import type { Shade } from './series'
import type { StepSpend } from './spend'
import { useAmounts } from './use-amounts'

const WIDTH = 256
/** The distance from the middle of the bar. */
const GAP = 16
/** More lines would hide the chart. */
const MOST_MODELS = 5

interface ChartTipProps {
  readonly spend: StepSpend
  readonly step: UsagePeriod['step']
  readonly shades: ReadonlyMap<ModelId, Shade>
  /** The middle of the bar and the width of the chart, in pixels. */
  readonly at: number
  readonly width: number
}

/** The figures of one step, on the side of its bar with more room. The chart itself reads them out. */
export function ChartTip({ spend, step, shades, at, width }: ChartTipProps) {
  const find = useModelFinder()
  const { i18n } = useTranslation()
  const amounts = useAmounts({ inColumn: true })
  const models = [...spend.byModel].sort(([, one], [, other]) => other - one).slice(0, MOST_MODELS)
  const left = at > width / 2 ? Math.max(0, at - GAP - WIDTH) : Math.min(at + GAP, Math.max(0, width - WIDTH))
  return (
    <div
      aria-hidden
      style={{ left, width: WIDTH }}
      className="tabular pointer-events-none absolute top-0 z-10 flex flex-col gap-1.5 rounded-md border border-line bg-surface-raised px-3 py-2.5 text-12 shadow-float"
    >
      <div className="flex justify-between gap-3 font-medium">
        <span className="min-w-0 truncate">{formatStep(spend, step, i18n.language)}</span>
        <span>{amounts.sum(spend)}</span>
      </div>
      {models.map(([model, cost]) => (
        <div key={model} className="flex items-center gap-2">
          <Swatch shade={shades.get(model)} />
          <span className="min-w-0 grow truncate">{modelName(model, find)}</span>
          <span>{amounts.price({ kind: 'exact', cost })}</span>
        </div>
      ))}
      <p className="text-text-muted">
        <AnswerCount summary={spend} />
      </p>
    </div>
  )
}
