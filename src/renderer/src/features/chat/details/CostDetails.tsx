import type { Bill } from '@shared/answer'
import { findImageModel, type Model } from '@shared/catalogue'
import { breakDownCost, breakDownTextCost } from '@shared/cost-breakdown'
import { countSummands, countTokens, type UsageLine } from '@shared/usage'
import { useTranslation } from '@/i18n/use-translation'
import { useCostSource } from '@/i18n/use-cost-source'
import { useFormat } from '@/i18n/use-format'
import type { AssistantMessage } from '../model'

interface CostDetailsProps {
  readonly message: AssistantMessage
  /** With its current prices. */
  readonly model?: Model | undefined
  /** Whether the user has entered prices for the model. */
  readonly hasOwnPrice?: boolean
  /** Whether a price of cached input is known. */
  readonly hasCachePrice?: boolean
}

/**
 * What the provider counted, line by line, with costs that add up exactly to the total. Notes below name the source.
 */
export function CostDetails({
  message,
  model = findImageModel(message.model),
  hasOwnPrice = false,
  hasCachePrice = false,
}: CostDetailsProps) {
  const { t } = useTranslation()
  const saySource = useCostSource()
  const { usage, cost }: Bill = ('bill' in message && message.bill) || {}
  const hasCost = cost !== undefined && cost.amount > 0
  if (!usage && !hasCost) return null
  const summands = countSummands(usage)
  const isComputedText = message.kind === 'text' && hasCost && cost.source === 'computed'
  const isOwnPrice = hasOwnPrice && isComputedText
  return (
    <section>
      <table className="tabular w-full text-12">
        <caption className="pb-1.5 text-left text-12 font-medium text-text-muted">{t('cost.title')}</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">{t('cost.part')}</th>
            <th scope="col">{t('cost.counted')}</th>
            <th scope="col">{t('cost.amount')}</th>
          </tr>
        </thead>
        <CostRows model={model} usage={usage} cost={cost} />
      </table>
      {hasCost && (
        <Note>
          {isOwnPrice
            ? t('cost.yours')
            : cost.formerEstimate !== undefined
              ? saySource(cost, message.model)
              : t(`cost.source.${cost.source}`)}
        </Note>
      )}
      {isComputedText && !hasCachePrice && countTokens(usage, 'textCached') > 0 && (
        <Note>{t('cost.cachedAtFull')}</Note>
      )}
      {message.copiedFrom && <Note>{t('cost.copied')}</Note>}
      {summands !== undefined && <Note>{t('cost.added', { count: summands })}</Note>}
    </section>
  )
}

function Note({ children }: { readonly children: string }) {
  return <p className="mt-1.5 text-12 text-text-muted">{children}</p>
}

interface CostRowsProps extends Bill {
  readonly model: Model | undefined
}

function CostRows({ model, usage, cost }: CostRowsProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const breakdown = model && (model.kind === 'image' ? breakDownCost(model, usage) : breakDownTextCost(model, usage))
  // Prices change between versions of Easel; parts at today's prices wouldn't add up to what was billed then.
  const priced = cost?.source === 'computed' && breakdown?.total === cost.amount ? breakdown : undefined
  const findAmount = ({ what }: UsageLine): string => {
    const part = priced?.parts.find(({ name }) => name === what)
    return part ? format.columnMoney(part.cost) : ''
  }
  return (
    <>
      <tbody>
        {usage?.map((line) => (
          <CostRow key={`${line.what} ${line.unit}`} line={line} amount={findAmount(line)} />
        ))}
      </tbody>
      <tfoot>
        <tr className="border-t border-line font-medium">
          <th scope="row" colSpan={2} className="pt-1.5 text-left font-medium">
            {t('cost.total')}
          </th>
          <td className="pt-1.5 text-right">{cost ? format.columnMoney(cost.amount) : t('money.costUnknown')}</td>
        </tr>
      </tfoot>
    </>
  )
}

interface CostRowProps {
  readonly line: UsageLine
  readonly amount: string
}

function CostRow({ line: { what, unit, quantity }, amount }: CostRowProps) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <tr>
      <th scope="row" className="py-0.5 text-left font-normal">
        {t(`cost.${what}`)}
      </th>
      <td className="px-3 text-right whitespace-nowrap">
        {t(`cost.quantity.${unit}`, { count: quantity, number: format.number(quantity) })}
      </td>
      <td className="text-right">{amount}</td>
    </tr>
  )
}
