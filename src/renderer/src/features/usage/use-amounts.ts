import { useMemo } from 'react'
import { assertNever } from '@shared/assert-never'
import type { MicroUsd } from '@shared/pricing'
import type { Totals } from '@shared/spending'
import { useTranslation } from '@/i18n/use-translation'
import { formatMoney, formatMoneyInColumn } from '@/lib/format-money'
import { isDoubtful, type Price } from './spend'

export interface Amounts {
  readonly price: (price: Price) => string
  /** The known part of a sum. Never "$0" when nothing is known. */
  readonly sum: (totals: Totals) => string
}

/** Formats money, including unknown costs. In columns every amount has the same number of decimals. */
export function useAmounts({ inColumn = false } = {}): Amounts {
  const { t, i18n } = useTranslation()
  const locale = i18n.language
  return useMemo(() => {
    const money = (amount: MicroUsd): string =>
      inColumn ? formatMoneyInColumn(amount, locale) : formatMoney(amount, locale)
    return {
      price: (price) => {
        switch (price.kind) {
          case 'exact':
            return money(price.cost)
          case 'free':
            return t('money.free')
          case 'not-charged':
            return t('usage.notCharged')
          case 'at-most':
            return t('usage.atMost', { amount: money(price.most) })
          case 'not-known':
            return t('usage.notKnown')
          default:
            return assertNever(price)
        }
      },
      sum: (totals) => {
        if (totals.known > 0 || !isDoubtful(totals)) return money(totals.known)
        return totals.unpriced > 0 ? t('usage.notKnown') : t('usage.atMost', { amount: money(totals.possible) })
      },
    }
  }, [t, locale, inColumn])
}
