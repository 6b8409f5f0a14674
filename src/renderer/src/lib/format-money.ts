import type { Estimate, MicroUsd } from '@shared/pricing'
import { numberFormat } from './kept-formats'

const MICRO = 1_000_000
const ONE_DOLLAR: MicroUsd = MICRO
/** Digits below a tenth of a cent mean nothing to people. */
const SMALLEST: MicroUsd = 1_000

/** "$0.053", "$1.20", "<$0.001"; "$0" when nothing was billed. Callers name free things themselves. */
export function formatMoney(amount: MicroUsd, locale: string): string {
  if (amount > 0 && amount < SMALLEST) return `<${currency(SMALLEST, locale)}`
  return currency(amount, locale)
}

/** "$0.000085": all digits, for parts that add up. */
export function formatExactMoney(amount: MicroUsd, locale: string): string {
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: 6 }
  return numberFormat(locale, { style: 'currency', currency: 'USD', ...digits }).format(amount / MICRO)
}

/** Like `formatMoney`, but always with tenths of a cent, so that the decimal points of a column line up. */
export function formatMoneyInColumn(amount: MicroUsd, locale: string): string {
  if (amount < SMALLEST) return formatMoney(amount, locale)
  const digits = { minimumFractionDigits: 3, maximumFractionDigits: 3 }
  return numberFormat(locale, { style: 'currency', currency: 'USD', ...digits }).format(amount / MICRO)
}

/** "$0.053", or "$0.02–0.04" for a range. Undefined when the price is free or unknown. */
export function formatEstimate(estimate: Estimate, locale: string): string | undefined {
  if (estimate.kind !== 'range') return undefined
  const low = formatMoney(estimate.low, locale)
  const high = formatMoney(estimate.high, locale)
  if (low === high) return low
  // Write the currency once: before the first number if the language puts it first, else after the second.
  return /^\D/.test(currency(estimate.low, locale))
    ? `${low}–${decimal(estimate.high, locale)}`
    : `${decimal(estimate.low, locale)}–${high}`
}

function currency(amount: MicroUsd, locale: string): string {
  return numberFormat(locale, { style: 'currency', currency: 'USD', ...digits(amount) }).format(amount / MICRO)
}

function decimal(amount: MicroUsd, locale: string): string {
  return numberFormat(locale, digits(amount)).format(amount / MICRO)
}

function digits(amount: MicroUsd): Intl.NumberFormatOptions {
  if (amount === 0) return { minimumFractionDigits: 0, maximumFractionDigits: 0 }
  return { minimumFractionDigits: 2, maximumFractionDigits: amount < ONE_DOLLAR ? 3 : 2 }
}
