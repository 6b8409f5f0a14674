import { useId } from 'react'
import type { ModelId } from '@shared/catalogue'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { classNames } from '@/lib/class-names'
import { AnswerCount } from './AnswerCount'
import { useModelFinder } from '@/bridge/use-model-finder'
import { modelName } from './model-name'
import { Swatch } from './Swatch'
import type { Shade } from './series'
import type { ModelSpend, Summary } from './spend'
import { useAmounts } from './use-amounts'

interface ModelTableProps {
  readonly models: readonly ModelSpend[]
  readonly total: Summary
  readonly shades: ReadonlyMap<ModelId, Shade>
  readonly chosen: ModelId | undefined
  readonly onChoose: (model: ModelId | undefined) => void
}

/** What each model cost. Selecting a model shows it separately in the chart, and filters the list. */
export function ModelTable({ models, total, shades, chosen, onChoose }: ModelTableProps) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <section aria-labelledby={id} className="pt-10">
      <h3 id={id} className="pb-2 text-14 font-semibold">
        {t('usage.byModel')}
      </h3>
      <table className="tabular w-full table-fixed text-13">
        <colgroup>
          <col />
          <col className="w-28 narrow:w-1/5" />
          <col className="hidden w-2/5 narrow:table-column" />
          <col className="w-20 narrow:w-24" />
        </colgroup>
        <thead className="text-12 text-text-muted">
          <tr>
            <th scope="col" className="pb-2 text-left font-normal">
              {t('usage.model')}
            </th>
            <th scope="col" className="pb-2 text-left font-normal">
              {t('usage.answered')}
            </th>
            <th scope="col" className="hidden pb-2 text-left font-normal narrow:table-cell">
              {t('usage.share')}
            </th>
            <th scope="col" className="pb-2 text-right font-normal">
              {t('usage.spent')}
            </th>
          </tr>
        </thead>
        <tbody>
          {models.map((spend) => (
            <ModelRow
              key={spend.model}
              spend={spend}
              total={total}
              shade={shades.get(spend.model)}
              isChosen={spend.model === chosen}
              onChoose={() => onChoose(spend.model === chosen ? undefined : spend.model)}
            />
          ))}
        </tbody>
      </table>
    </section>
  )
}

interface ModelRowProps {
  readonly spend: ModelSpend
  readonly total: Summary
  readonly shade: Shade | undefined
  readonly isChosen: boolean
  readonly onChoose: () => void
}

const BARS = { 1: 'bg-chart-1', 2: 'bg-chart-2', 3: 'bg-chart-3', 4: 'bg-chart-4' } as const

function ModelRow({ spend, total, shade, isChosen, onChoose }: ModelRowProps) {
  const find = useModelFinder()
  const format = useFormat()
  const amounts = useAmounts({ inColumn: true })
  const share = total.known > 0 ? spend.known / total.known : 0
  const isFree = find(spend.model)?.prices === 'free'
  return (
    <tr className="border-t border-line">
      <th scope="row" className="pr-3 text-left font-normal">
        <button
          type="button"
          aria-pressed={isChosen}
          onClick={onChoose}
          className={classNames(
            '-ml-2 flex h-10 max-w-full items-center gap-2.5 rounded-sm px-2 transition-[background-color] hover:bg-hover',
            isChosen && 'font-medium forced-colors:underline',
          )}
        >
          <Swatch shade={shade} />
          <span className="min-w-0 truncate">{modelName(spend.model, find)}</span>
        </button>
      </th>
      <td className="truncate text-text-muted">
        <AnswerCount summary={spend} />
      </td>
      <td className="hidden narrow:table-cell">
        <div className="flex items-center gap-3">
          <span className="w-9 text-right text-text-muted">{spend.known > 0 && format.percent(share)}</span>
          <div aria-hidden className="h-1.5 grow">
            {shade && (
              <div
                style={{ width: `${share * 100}%` }}
                className={classNames('h-full min-w-px forced-color-adjust-none', BARS[shade])}
              />
            )}
          </div>
        </div>
      </td>
      <td className="text-right">{isFree ? amounts.price({ kind: 'free' }) : amounts.sum(spend)}</td>
    </tr>
  )
}
