/** Amounts as they are typed into Settings: US dollars, empty for none. Pure. */
import type { MicroUsd } from '@shared/pricing'
import { parseNumber, USD_WORDS } from '@/lib/parse-number'

export type AmountReading =
  | { readonly kind: 'none' }
  | { readonly kind: 'amount'; readonly amount: MicroUsd }
  | { readonly kind: 'unreadable' | 'negative' | 'too-large' }
  /** May be meant either way, so neither is kept. In dollars. */
  | { readonly kind: 'ambiguous'; readonly small: number; readonly large: number }

const MICRO = 1_000_000
/** What main takes. */
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

/** Null: none. Undefined: not an amount that could be kept. */
export function parseAmount(text: string): MicroUsd | null | undefined {
  const reading = readAmount(text)
  if (reading.kind === 'none') return null
  return reading.kind === 'amount' ? reading.amount : undefined
}

export function writeAmount(amount: MicroUsd | null): string {
  // Six decimals are all that an amount has; no exponent, as a very small one would get.
  return amount === null ? '' : (amount / MICRO).toFixed(6).replace(/\.?0+$/, '')
}

/** So many dollars more, or less where negative; never below none. */
export function stepAmount(text: string, dollars: number): string {
  const amount = parseAmount(text)
  if (amount === undefined) return text
  return writeAmount(Math.min(MOST, Math.max(0, (amount ?? 0) + Math.round(dollars * MICRO))))
}
