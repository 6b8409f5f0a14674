import { useEffect, useState, type ReactNode, type RefObject } from 'react'
import { sumTotals, type BudgetView } from '@shared/budget'
import type { ChatId } from '@shared/ids'
import type { Spending, Totals } from '@shared/spending'
import { useTranslation } from '@/i18n/use-translation'
import { useFormat } from '@/i18n/use-format'
import { useClient } from '@/bridge/use-client'
import { useModelFinder } from '@/bridge/use-model-finder'
import { Button } from '@/ui/Button'
import { notifyFailure } from '@/ui/notices'
import { Popover } from '@/ui/Popover'
import type { AmountWriter } from '@/lib/format-money'
import { byModel, getConfirmed } from './summary'
import '@/i18n/later'

interface SpendingPanelProps {
  readonly anchor: RefObject<HTMLElement | null>
  readonly view: BudgetView
  readonly chatId: ChatId | null
  readonly onClose: () => void
  readonly onOpenUsage?: () => void
}

/**
 * Spending of this chat, today and this month, and the month by model. Costs that weren't reported are described below
 * their total.
 */
export function SpendingPanel({ anchor, view, chatId, onClose, onOpenUsage }: SpendingPanelProps) {
  const find = useModelFinder()
  const { t } = useTranslation()
  const format = useFormat()
  const { ofChat, ofMonth } = useEntries(view, chatId)
  const models = byModel(ofMonth)
  const { dailyCap, monthlyCap } = view.limits
  const money = format.together(
    [...(chatId ? [sumTotals(ofChat)] : []), view.today, view.thisMonth].flatMap(({ known, possible }) => [
      known,
      possible,
    ]),
    [dailyCap, monthlyCap].filter((cap) => cap !== null),
  )
  const moneyOfModels = format.together(models.flatMap(({ totals: { known, possible } }) => [known, possible]))
  return (
    <Popover
      anchor={anchor}
      onClose={onClose}
      label={t('budget.spending')}
      side="bottom"
      align="end"
      className="w-[320px] max-w-[calc(100vw-24px)] p-4"
    >
      <h2 className="mb-3 text-13 font-semibold">{t('budget.spending')}</h2>
      <dl className="tabular flex flex-col gap-2.5">
        {chatId && <Sum name={t('budget.thisChat')} totals={sumTotals(ofChat)} money={money} isExplained />}
        <Sum name={t('budget.todayName')} totals={view.today} cap={dailyCap} money={money} isExplained />
        <Sum
          name={t('budget.monthName')}
          totals={view.thisMonth}
          cap={monthlyCap}
          money={money}
          isExplained={!isAsUncertain(view)}
        />
      </dl>
      {view.reserved > 0 && (
        <p className="tabular mt-2.5 text-12 text-text-muted">
          {t('budget.reserved', { amount: format.most(view.reserved) })}
        </p>
      )}
      {models.length > 0 && (
        <>
          <h3 className="mt-4 mb-2 border-t border-line pt-3 text-12 font-medium text-text-muted">
            {t('budget.byModel')}
          </h3>
          <dl className="tabular flex flex-col gap-2.5">
            {models.map(({ model, totals }) => (
              <Sum key={model} name={find(model)?.name ?? model} totals={totals} money={moneyOfModels} />
            ))}
          </dl>
        </>
      )}
      {onOpenUsage && (
        <div className="mt-4 border-t border-line pt-3">
          <Button
            size="small"
            onClick={() => {
              onClose()
              onOpenUsage()
            }}
          >
            {t('budget.openUsage')}
          </Button>
        </div>
      )}
    </Popover>
  )
}

/** Whether both totals are equally uncertain, so the note below today's is enough. */
function isAsUncertain({ today, thisMonth }: BudgetView): boolean {
  return today.guessed === thisMonth.guessed && today.unpriced === thisMonth.unpriced
}

interface SumProps {
  readonly name: ReactNode
  readonly totals: Totals
  readonly cap?: number | null
  /** Formats all amounts of a column with the same decimals. */
  readonly money: AmountWriter
  /** Adds a note below about what is unknown. */
  readonly isExplained?: boolean
}

function Sum({ name, totals, cap = null, money, isExplained = false }: SumProps) {
  const { t } = useTranslation()
  const { possible, guessed, unpriced } = totals
  const confirmed = getConfirmed(totals)
  const amount = confirmed === undefined ? t('money.costUnknown') : money(confirmed)
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4">
      <dt className="truncate">{name}</dt>
      <dd>
        {cap === null ? amount : t('budget.ofCap', { amount, cap: money(cap) })}
        {possible > 0 && (
          <span className="text-text-muted"> {t('budget.doubt', { amount: money(possible, 'up to') })}</span>
        )}
      </dd>
      {isExplained && guessed > 0 && (
        <dd className="col-span-2 text-12 text-text-muted">
          {t('budget.possibly', { count: guessed, amount: money(possible, 'up to') })}
        </dd>
      )}
      {isExplained && unpriced > 0 && (
        <dd className="col-span-2 text-12 text-text-muted">{t('budget.unpriced', { count: unpriced })}</dd>
      )}
    </div>
  )
}

interface Entries {
  readonly ofChat: readonly Spending[]
  readonly ofMonth: readonly Spending[]
}

const NOTHING: Entries = { ofChat: [], ofMonth: [] }

/** Requests the entries when the panel opens, and again whenever main's counts change. */
function useEntries(view: BudgetView, chatId: ChatId | null): Entries {
  const client = useClient()
  const [entries, setEntries] = useState(NOTHING)
  useEffect(() => {
    let isOver = false
    Promise.all([chatId ? client.request('usage.ofChat', chatId) : [], client.request('usage.read', view.month)]).then(
      ([ofChat, ofMonth]) => {
        if (!isOver) setEntries({ ofChat, ofMonth })
      },
      notifyFailure,
    )
    return () => {
      isOver = true
    }
  }, [client, chatId, view])
  return entries
}
