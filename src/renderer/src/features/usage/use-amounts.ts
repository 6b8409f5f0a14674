import { useMemo } from 'react'
import { assertNever } from '@shared/assert-never'
import type { Totals } from '@shared/spending'
import { useTranslation } from '@/i18n/use-translation'
import { formatMoney, formatMoneyInColumn, formatMost, type AmountWriter } from '@/lib/format-money'
import { isDoubtful, type Price } from './spend'

export interface Amounts {
  readonly price: (price: Price) => string
  /** The known part of a sum. Never "$0" when nothing is known. `write`: for amounts that are read together. */
  readonly sum: (totals: Totals, write?: AmountWriter) => string
}

/** Formats money, including unknown costs. In columns every amount has the same number of decimals. */
export function useAmounts({ inColumn = false } = {}): Amounts {
  const { t, i18n } = useTranslation()
  const locale = i18n.language
  return useMemo(() => {
    const money: AmountWriter = (amount, place) => {
      if (place === 'up to' && amount < 1_000) return formatMost(amount, locale)
      return inColumn ? formatMoneyInColumn(amount, locale) : formatMoney(amount, locale)
    }
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
            return t('usage.atMost', { amount: money(price.most, 'up to') })
          case 'not-known':
            return t('usage.notKnown')
          default:
            return assertNever(price)
        }
      },
      sum: (totals, write = money) => {
        if (totals.known > 0 || !isDoubtful(totals)) return write(totals.known)
        return totals.unpriced > 0
          ? t('usage.notKnown')
          : t('usage.atMost', { amount: write(totals.possible, 'up to') })
      },
    }
  }, [t, locale, inColumn])
}
