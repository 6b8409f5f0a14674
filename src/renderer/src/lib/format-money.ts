import type { Cost } from '@shared/answer'
import type { Estimate, MicroUsd } from '@shared/pricing'
import { numberFormat } from './kept-formats'

const MICRO = 1_000_000
/** From here on an amount is written as a dollar or more: $0.9996 would read $1.000. */
const ONE_DOLLAR: MicroUsd = 999_500
/** Below a tenth of a cent digits stop meaning anything to a person. */
const SMALLEST: MicroUsd = 1_000
const CENT: MicroUsd = 10_000

/**
 * "$0.053", "$0.050", "$1.20", "<$0.001"; nothing was billed: "$0". Three decimals below a dollar and two from there on,
 * so that amounts can be compared at a glance. Free things are called so by the caller.
 */
export function formatMoney(amount: MicroUsd, locale: string): string {
  if (amount > 0 && amount < SMALLEST) return `<${currency(SMALLEST, locale, 3)}`
  return currency(amount, locale, decimalsFor(amount))
}

/** "≈ $0.053" of "$0.053": an amount that isn't certain. What is less than can be written needs no second sign. */
export function markEstimated(amount: string): string {
  return amount.startsWith('<') ? amount : `≈ ${amount}`
}

/** What an answer cost: "$0.053", "≈ $0.053" where that is an estimate. */
export function formatCost({ amount, source }: Pick<Cost, 'amount' | 'source'>, locale: string): string {
  const text = formatMoney(amount, locale)
  return source === 'estimated' ? markEstimated(text) : text
}

/** As `formatMoney`, for amounts behind "up to": never "up to <$0.001". */
export function formatMost(amount: MicroUsd, locale: string): string {
  return formatMoney(amount > 0 ? Math.max(amount, SMALLEST) : amount, locale)
}

/**
 * For amounts that are read together, in a sentence or a column, all with the same decimals: "$0.148 of your $0.200",
 * "$4.10 of your $5.00". `caps` are those that the user has set: together with one, whole cents read as such, "$0.20 of your
 * $0.20". What is less than the largest never reads the same as long as a tenth of a cent tells them apart.
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

/** `place`: behind "up to" nothing is written as less than an amount. */
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

/** For list prices that are read together: with the same decimals, and as many as it takes to write them exactly. */
export function formatPrices(prices: readonly MicroUsd[], locale: string): readonly string[] {
  const decimals = Math.max(2, ...prices.map(countDecimals))
  return prices.map((price) => currency(price, locale, decimals))
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

/**
 * "$0.053", "$0.020–0.040" where only a range is known, or only its upper end where `isUpTo` says so. Undefined when the price is
 * free or not known.
 */
export function formatEstimate(estimate: Estimate, locale: string): string | undefined {
  if (estimate.kind !== 'range') return undefined
  const { low, high } = estimate
  if (high < SMALLEST || isUpTo(estimate)) return formatMoney(high, locale)
  if (formatMoney(low, locale) === formatMoney(high, locale)) return formatMoney(high, locale)
  const decimals = decimalsFor(high)
  // The currency sign once: before the first number where the language puts it in front, else after the second.
  return /^\D/.test(currency(low, locale, decimals))
    ? `${currency(low, locale, decimals)}–${decimal(high, locale, decimals)}`
    : `${decimal(low, locale, decimals)}–${currency(high, locale, decimals)}`
}

/** Whether the lower end of a range is less than can be written beside the upper one: the upper end alone says it. */
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
