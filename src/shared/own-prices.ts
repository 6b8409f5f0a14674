/**
 * Prices of text models as the user entered them, because no reliable source lists them. US dollars per million tokens,
 * which is the same as micro-dollars per token.
 */
import type { ModelId } from './catalogue'
import type { MicroUsd, Usage } from './pricing'

export interface TextPrices {
  readonly textIn: number
  readonly textOut: number
}

export type OwnPrices = Readonly<Partial<Record<ModelId, TextPrices>>>

/** Undefined without a price or without usage. */
export function textCost(prices: TextPrices | undefined, usage: Usage | undefined): MicroUsd | undefined {
  if (!prices || !usage || usage.textIn + usage.textOut === 0) return undefined
  return Math.round(usage.textIn * prices.textIn + usage.textOut * prices.textOut)
}
