/** Amounts as typed in Settings: US dollars, empty for none. Pure. */
import type { MicroUsd } from '@shared/pricing'
import { parseNumber, USD_WORDS } from '@/lib/parse-number'

export type AmountReading =
  | { readonly kind: 'none' }
  | { readonly kind: 'amount'; readonly amount: MicroUsd }
  | { readonly kind: 'unreadable' | 'negative' | 'too-large' }
  /** Could mean either, so neither is used. In dollars. */
  | { readonly kind: 'ambiguous'; readonly small: number; readonly large: number }

const MICRO = 1_000_000
/** The highest amount that main accepts. */
export const MOST: MicroUsd = 1e12

export function readAmount(text: string): AmountReading {
  const reading = parseNumber(text, { words: USD_WORDS })
  switch (reading.kind) {
    case 'empty':
      return { kind: 'none' }
    case 'ambiguous':
      return reading
    case 'number': {
      const amount = Math.round(reading.value * MICRO)
      if (amount < 0) return { kind: 'negative' }
      return amount > MOST ? { kind: 'too-large' } : { kind: 'amount', amount }
    }
    case 'unreadable':
    case 'not-whole':
      return { kind: 'unreadable' }
  }
}

/** Parses a typed amount. Null: no amount. Undefined: not a valid amount. */
export function parseAmount(text: string): MicroUsd | null | undefined {
  const reading = readAmount(text)
  if (reading.kind === 'none') return null
  return reading.kind === 'amount' ? reading.amount : undefined
}

export function writeAmount(amount: MicroUsd | null): string {
  // Amounts have at most six decimals. `toFixed` avoids an exponent for very small ones.
  return amount === null ? '' : (amount / MICRO).toFixed(6).replace(/\.?0+$/, '')
}

/** Adds dollars, or subtracts them if negative; never below zero. */
export function stepAmount(text: string, dollars: number): string {
  const amount = parseAmount(text)
  if (amount === undefined) return text
  return writeAmount(Math.min(MOST, Math.max(0, (amount ?? 0) + Math.round(dollars * MICRO))))
}
