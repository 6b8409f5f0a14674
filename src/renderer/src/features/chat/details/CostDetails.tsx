import { findImageModel } from '@shared/catalogue'
import { breakDownCost } from '@shared/cost-breakdown'
import type { Usage } from '@shared/pricing'
import { useTranslation } from '@/i18n/use-translation'
import { useFormat } from '@/i18n/use-format'
import type { AssistantMessage } from '../model'

const PARTS = ['textIn', 'imageIn', 'imageOut', 'textOut'] as const

/** What the provider counted, part by part, and what each part cost. The exact sum is among the technical details. */
export function CostDetails({ message: { model, kind, bill } }: { readonly message: AssistantMessage }) {
  const { t } = useTranslation()
  if (!bill?.usage) return null
  return (
    <section>
      <table className="tabular w-full text-12">
        <caption className="pb-1.5 text-left text-12 font-medium text-text-muted">{t('cost.title')}</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">{t('cost.part')}</th>
            <th scope="col">{t('details.tokens')}</th>
            <th scope="col">{t('cost.amount')}</th>
          </tr>
        </thead>
        <CostRows model={model} usage={bill.usage} cost={bill.cost} />
      </table>
      {kind === 'text' && (bill.cost ?? 0) > 0 && <p className="mt-1.5 text-12 text-text-muted">{t('cost.yours')}</p>}
      {bill.usage.counts !== undefined && (
        <p className="mt-1.5 text-12 text-text-muted">{t('cost.added', { count: bill.usage.counts })}</p>
      )}
    </section>
  )
}

interface CostRowsProps {
  readonly model: AssistantMessage['model']
  readonly usage: Usage
  readonly cost: number | undefined
}

function CostRows({ model: id, usage, cost }: CostRowsProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const model = findImageModel(id)
  const breakdown = model && breakDownCost(model, usage)
  // Prices change with the versions of Easel; parts by today's would not add up to what was billed then.
  const priced = breakdown?.total === cost ? breakdown : undefined
  const formatPart = (name: (typeof PARTS)[number]): string => {
    const part = priced?.parts.find((candidate) => candidate.name === name)
    return part ? format.columnMoney(part.cost) : ''
  }
  return (
    <>
      <tbody>
        {PARTS.filter((name) => usage[name] > 0).map((name) => (
          <CostRow key={name} name={t(`cost.${name}`)} tokens={usage[name]} amount={formatPart(name)} />
        ))}
        {usage.previews !== undefined && (
          <CostRow
            name={t('cost.previews')}
            tokens={usage.previews}
            amount={priced?.previews ? format.columnMoney(priced.previews.cost) : ''}
            isPart
          />
        )}
      </tbody>
      <tfoot>
        <tr className="border-t border-line font-medium">
          <th scope="row" colSpan={2} className="pt-1.5 text-left font-medium">
            {t('cost.total')}
          </th>
          <td className="pt-1.5 text-right">{cost === undefined ? t('money.unknown') : format.columnMoney(cost)}</td>
        </tr>
      </tfoot>
    </>
  )
}

interface CostRowProps {
  readonly name: string
  readonly tokens: number
  readonly amount: string
  /** Of the row above. */
  readonly isPart?: boolean
}

function CostRow({ name, tokens, amount, isPart = false }: CostRowProps) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <tr className={isPart ? 'text-text-muted' : undefined}>
      <th scope="row" className={isPart ? 'py-0.5 pl-3 text-left font-normal' : 'py-0.5 text-left font-normal'}>
        {name}
      </th>
      <td className="px-3 text-right whitespace-nowrap">
        {t('cost.tokens', { count: tokens, number: format.number(tokens) })}
      </td>
      <td className="text-right">{amount}</td>
    </tr>
  )
}
