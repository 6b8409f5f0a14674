import type { Cost } from '@shared/answer'
import type { Estimate, MicroUsd } from '@shared/pricing'
import { numberFormat } from './kept-formats'

const MICRO = 1_000_000
/** From here on an amount gets two decimals: with three, $0.9996 would read $1.000. */
const ONE_DOLLAR: MicroUsd = 999_500
/** Digits below a tenth of a cent mean nothing to people. */
const SMALLEST: MicroUsd = 1_000
const CENT: MicroUsd = 10_000

/**
 * Formats an amount: "$0.053", "$0.050", "$1.20", "<$0.001"; "$0" if nothing was billed. Three decimals below a dollar,
 * two from there on, so amounts can be compared at a glance. The caller writes "Free" itself.
 */
export function formatMoney(amount: MicroUsd, locale: string): string {
  if (amount > 0 && amount < SMALLEST) return `<${currency(SMALLEST, locale, 3)}`
  return currency(amount, locale, decimalsFor(amount))
}

/** Turns "$0.053" into "≈ $0.053", for an amount that isn't certain. "<$0.001" stays: it needs no second sign. */
export function markEstimated(amount: string): string {
  return amount.startsWith('<') ? amount : `≈ ${amount}`
}

/** Formats what an answer cost: "$0.053", or "≈ $0.053" if it's an estimate. */
export function formatCost({ amount, source }: Pick<Cost, 'amount' | 'source'>, locale: string): string {
  const text = formatMoney(amount, locale)
  return source === 'estimated' ? markEstimated(text) : text
}

/** Like `formatMoney`, for amounts after "up to": never "up to <$0.001". */
export function formatMost(amount: MicroUsd, locale: string): string {
  return formatMoney(amount > 0 ? Math.max(amount, SMALLEST) : amount, locale)
}

/**
 * Formats amounts read together, in a sentence or a column, with the same decimals for all: "$0.148 of your $0.200",
 * "$4.10 of your $5.00". `caps` are those set by the user: with one of them, whole cents get two decimals, "$0.20 of
 * your $0.20". Amounts that differ from the largest by at least a tenth of a cent never read the same as it.
 */
export function formatTogether(amounts: readonly MicroUsd[], caps: readonly MicroUsd[], locale: string): AmountWriter {
  const decimals = chooseDecimals([...amounts, ...caps], caps.length > 0)
  const least = MICRO / 10 ** decimals
  return (amount, place) => {
    if (amount === 0 && caps.length === 0) return formatMoney(amount, locale)
    if (amount === 0 || amount >= least) return currency(amount, locale, decimals)
    return `${place === 'up to' ? '' : '<'}${currency(least, locale, decimals)}`
  }
}

/** `place`: after "up to", no amount is written with "<". */
export type AmountWriter = (amount: MicroUsd, place?: 'up to') => string

function chooseDecimals(amounts: readonly MicroUsd[], hasCap: boolean): number {
  const most = Math.max(...amounts)
  if (most === 0) return 0
  const round = (amount: MicroUsd, unit: MicroUsd): number => Math.round(amount / unit)
  if (hasCap && amounts.every((amount) => amount === 0 || (amount >= SMALLEST && round(amount, SMALLEST) % 10 === 0)))
    return 2
  if (most < ONE_DOLLAR) return 3
  const readsAsMost = (amount: MicroUsd, unit: MicroUsd): boolean => round(amount, unit) === round(most, unit)
  return amounts.some((amount) => readsAsMost(amount, CENT) && !readsAsMost(amount, SMALLEST)) ? 3 : 2
}

/** Formats list prices read together: the same decimals for all, enough to write each exactly. */
export function formatPrices(prices: readonly MicroUsd[], locale: string): readonly string[] {
  const decimals = Math.max(2, ...prices.map(countDecimals))
  return prices.map((price) => currency(price, locale, decimals))
}

/** Formats an amount with all digits: "$0.000085". */
export function formatExactMoney(amount: MicroUsd, locale: string): string {
  return currency(amount, locale, 2, 6)
}

/** Formats an amount set by the user, as people write it: "$0.50", "$20.00", "$0.025". */
export function formatCap(amount: MicroUsd, locale: string): string {
  return amount === 0 ? currency(0, locale, 0) : currency(amount, locale, 2, amount < ONE_DOLLAR ? 3 : 2)
}

/** Like `formatMoney`, but always with three decimals, so the points line up in a column. */
export function formatMoneyInColumn(amount: MicroUsd, locale: string): string {
  return amount < SMALLEST ? formatMoney(amount, locale) : currency(amount, locale, 3)
}

/** Formats the labels of a chart axis: the same decimals for all, enough to tell them apart. */
export function formatMoneyOnAxis(amounts: readonly MicroUsd[], locale: string): readonly string[] {
  const decimals = Math.max(decimalsFor(Math.max(...amounts)), ...amounts.map(countDecimals))
  return amounts.map((amount) => currency(amount, locale, decimals))
}

/** Returns the number of decimals needed to write an amount exactly. */
function countDecimals(amount: MicroUsd): number {
  const digits = String(Math.round(amount) % MICRO).padStart(6, '0')
  return digits.replace(/0+$/, '').length
}

/**
 * Formats an estimate: "$0.053"; "$0.020–0.040" if only a range is known; only its upper end if `isUpTo`. Undefined if
 * the price is zero or unknown.
 */
export function formatEstimate(estimate: Estimate, locale: string): string | undefined {
  if (estimate.kind !== 'range') return undefined
  const { low, high } = estimate
  if (high < SMALLEST || isUpTo(estimate)) return formatMoney(high, locale)
  if (formatMoney(low, locale) === formatMoney(high, locale)) return formatMoney(high, locale)
  const decimals = decimalsFor(high)
  // Writes the currency sign once: before the first number if the language puts it in front, else after the second.
  return /^\D/.test(currency(low, locale, decimals))
    ? `${currency(low, locale, decimals)}–${decimal(high, locale, decimals)}`
    : `${decimal(low, locale, decimals)}–${currency(high, locale, decimals)}`
}

/**
 * Whether the lower end of a range is too small to write with the upper end's decimals, so only the upper end is shown.
 */
export function isUpTo(estimate: Estimate): boolean {
  if (estimate.kind !== 'range' || estimate.high < SMALLEST) return false
  return estimate.low < MICRO / 10 ** decimalsFor(estimate.high)
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
