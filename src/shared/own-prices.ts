/**
 * Prices of text models as the user has entered them: no source that Easel could rely on prints them. US dollars per million
 * tokens, which is micro-dollars per token.
 */
import type { ModelId } from './catalogue'
import type { MicroUsd, Usage } from './pricing'

export interface TextPrices {
  readonly textIn: number
  readonly textOut: number
}

export type OwnPrices = Readonly<Partial<Record<ModelId, TextPrices>>>

/** Undefined where no price was entered or nothing was counted. */
export function textCost(prices: TextPrices | undefined, usage: Usage | undefined): MicroUsd | undefined {
  if (!prices || !usage || usage.textIn + usage.textOut === 0) return undefined
  return Math.round(usage.textIn * prices.textIn + usage.textOut * prices.textOut)
}
