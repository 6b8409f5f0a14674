import { useMemo } from 'react'
import type { Cost } from '@shared/answer'
import { useTranslation } from '@/i18n/use-translation'
import type { Estimate, MicroUsd } from '@shared/pricing'
import { formatDay, formatMoment, formatTime } from '@/lib/format-date'
import { formatDuration, formatElapsed } from '@/lib/format-duration'
import {
  formatCap,
  formatCost,
  formatEstimate,
  formatExactMoney,
  formatMoney,
  formatMoneyInColumn,
  formatMoneyOnAxis,
  formatMost,
  formatPrices,
  formatTogether,
  isUpTo,
  markEstimated,
  type AmountWriter,
} from '@/lib/format-money'
import { formatBytes, formatNumber } from '@/lib/format-number'

export interface Format {
  readonly money: (amount: MicroUsd) => string
  /** What an answer cost: "$0.053", or "≈ $0.053" if it's an estimate. */
  readonly cost: (cost: Pick<Cost, 'amount' | 'source'>) => string
  /** An amount set by the user. */
  readonly cap: (amount: MicroUsd) => string
  /** With the same decimals as every other amount in its column. */
  readonly columnMoney: (amount: MicroUsd) => string
  /** For the axis of a chart: all with the same decimals. */
  readonly axisMoney: (amounts: readonly MicroUsd[]) => readonly string[]
  /** For use after "up to". */
  readonly most: (amount: MicroUsd) => string
  /** With the same decimals for amounts that are read together. `caps`: those set by the user. */
  readonly together: (amounts: readonly MicroUsd[], caps?: readonly MicroUsd[]) => AmountWriter
  /** List prices, exact and with the same decimals. */
  readonly prices: (prices: readonly MicroUsd[]) => readonly string[]
  /** With all digits. */
  readonly exactMoney: (amount: MicroUsd) => string
  /** "$0.053", "$0.020–0.040", "up to $0.040", "Free", or undefined if unknown. */
  readonly estimate: (estimate: Estimate) => string | undefined
  /** The same with its sign: "≈ $0.053", "up to $0.040". */
  readonly about: (estimate: Estimate) => string | undefined
  readonly duration: (milliseconds: number) => string
  readonly elapsed: (milliseconds: number) => string
  readonly number: (value: number) => string
  /** Without thousands separators, as image sizes are written. */
  readonly plain: (value: number) => string
  readonly percent: (share: number) => string
  readonly bytes: (bytes: number) => string
  readonly moment: (at: number) => string
  /** A shorter form, for lists. */
  readonly time: (at: number) => string
  /** For a day such as "2026-12-01". */
  readonly day: (day: string) => string
}

/** Formats numbers, money and times in the language of the interface. */
export function useFormat(): Format {
  const { i18n, t } = useTranslation()
  const locale = i18n.language
  return useMemo(() => {
    const sayEstimate = (estimate: Estimate): string | undefined => {
      if (estimate.kind === 'free') return t('money.free')
      const amount = formatEstimate(estimate, locale)
      return amount !== undefined && isUpTo(estimate) ? t('money.upTo', { amount }) : amount
    }
    return {
      money: (amount) => formatMoney(amount, locale),
      cost: (cost) => formatCost(cost, locale),
      cap: (amount) => formatCap(amount, locale),
      columnMoney: (amount) => formatMoneyInColumn(amount, locale),
      axisMoney: (amounts) => formatMoneyOnAxis(amounts, locale),
      exactMoney: (amount) => formatExactMoney(amount, locale),
      most: (amount) => formatMost(amount, locale),
      together: (amounts, caps = []) => formatTogether(amounts, caps, locale),
      prices: (prices) => formatPrices(prices, locale),
      estimate: sayEstimate,
      about: (estimate) => {
        const text = sayEstimate(estimate)
        return text === undefined || estimate.kind === 'free' || isUpTo(estimate) ? text : markEstimated(text)
      },
      duration: (milliseconds) => formatDuration(milliseconds, locale),
      elapsed: (milliseconds) => formatElapsed(milliseconds, locale),
      number: (value) => formatNumber(value, locale),
      plain: (value) => formatNumber(value, locale, { useGrouping: false }),
      percent: (share) => formatNumber(share, locale, { style: 'percent' }),
      bytes: (bytes) => formatBytes(bytes, locale),
      day: (day) => formatDay(day, locale),
      moment: (at) => formatMoment(at, locale),
      time: (at) => formatTime(at, locale),
    }
  }, [locale, t])
}
