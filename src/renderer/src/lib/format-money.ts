import type { Estimate, MicroUsd } from '@shared/pricing'
import { numberFormat } from './kept-formats'

const MICRO = 1_000_000
/** From here on an amount is written as a dollar or more: $0.9996 would read $1.000. */
const ONE_DOLLAR: MicroUsd = 999_500
/** Below a tenth of a cent digits stop meaning anything to a person. */
const SMALLEST: MicroUsd = 1_000

/**
 * "$0.053", "$0.050", "$1.20", "<$0.001"; nothing was billed: "$0". Three decimals below a dollar and two from there on,
 * so that amounts can be compared at a glance. Free things are called so by the caller.
 */
export function formatMoney(amount: MicroUsd, locale: string): string {
  if (amount > 0 && amount < SMALLEST) return `<${currency(SMALLEST, locale, 3)}`
  return currency(amount, locale, decimalsFor(amount))
}

/** "$0.000085": every digit there is. */
export function formatExactMoney(amount: MicroUsd, locale: string): string {
  return currency(amount, locale, 2, 6)
}

/** "$0.50", "$20.00", "$0.025": an amount that the user has set, as people write one. */
export function formatCap(amount: MicroUsd, locale: string): string {
  return amount === 0 ? currency(0, locale, 0) : currency(amount, locale, 2, amount < ONE_DOLLAR ? 3 : 2)
}

/** As `formatMoney`, with three decimals throughout: in a column the points are below each other. */
export function formatMoneyInColumn(amount: MicroUsd, locale: string): string {
  return amount < SMALLEST ? formatMoney(amount, locale) : currency(amount, locale, 3)
}

/** For the axis of a chart: with the same decimals for all of them, and as many as it takes to tell them apart. */
export function formatMoneyOnAxis(amounts: readonly MicroUsd[], locale: string): readonly string[] {
  const decimals = Math.max(decimalsFor(Math.max(...amounts)), ...amounts.map(countDecimals))
  return amounts.map((amount) => currency(amount, locale, decimals))
}

/** How many it takes to write an amount exactly. */
function countDecimals(amount: MicroUsd): number {
  const digits = String(Math.round(amount) % MICRO).padStart(6, '0')
  return digits.replace(/0+$/, '').length
}

/** "$0.053", or "$0.020–0.040" where only a range is known. Undefined when the price is free or not known. */
export function formatEstimate(estimate: Estimate, locale: string): string | undefined {
  if (estimate.kind !== 'range') return undefined
  const { low, high } = estimate
  if (formatMoney(low, locale) === formatMoney(high, locale)) return formatMoney(low, locale)
  // Both ends alike, and the lower one never shorter than it can be told from nothing.
  const decimals = high > 0 && low > 0 && low < SMALLEST ? 3 : decimalsFor(high)
  const lower = low > 0 && low < SMALLEST ? `<${currency(SMALLEST, locale, 3)}` : currency(low, locale, decimals)
  // The currency sign once: before the first number where the language puts it in front, else after the second.
  return /^\D/.test(currency(low, locale, decimals))
    ? `${lower}–${decimal(high, locale, decimals)}`
    : `${decimal(low, locale, decimals)}–${currency(high, locale, decimals)}`
}

function decimalsFor(amount: MicroUsd): number {
  if (amount === 0) return 0
  return amount < ONE_DOLLAR ? 3 : 2
}

function currency(amount: MicroUsd, locale: string, least: number, most = least): string {
  const digits = { minimumFractionDigits: least, maximumFractionDigits: most }
  return numberFormat(locale, { style: 'currency', currency: 'USD', ...digits }).format(amount / MICRO)
}

function decimal(amount: MicroUsd, locale: string, decimals: number): string {
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals }
  return numberFormat(locale, digits).format(amount / MICRO)
}
