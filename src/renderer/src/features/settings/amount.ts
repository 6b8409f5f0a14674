/** Amounts as they are typed into Settings: US dollars, empty for none. Pure. */
import type { MicroUsd } from '@shared/pricing'

export interface AmountInput {
  readonly text: string
  /** The box holds something that is no number at all; `text` is empty then. */
  readonly isUnreadable?: boolean
}

const MICRO = 1_000_000
/** What main takes. */
const MOST: MicroUsd = 1e12

/** Null: none. Undefined: not an amount that could be kept. */
export function amountOf({ text, isUnreadable }: AmountInput): MicroUsd | null | undefined {
  if (isUnreadable) return undefined
  if (text.trim() === '') return null
  const amount = Math.round(Number(text) * MICRO)
  return Number.isFinite(amount) && amount >= 0 && amount <= MOST ? amount : undefined
}

export function inputOf(amount: MicroUsd | null): AmountInput {
  return { text: amount === null ? '' : String(amount / MICRO) }
}
