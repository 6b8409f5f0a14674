/**
 * Prices of text models as the user entered them, because no reliable source lists them. US dollars per million tokens,
 * which is the same as micro-dollars per token.
 */
import type { ModelId } from './catalogue'
import { priceUsage, type MicroUsd } from './pricing'
import type { TextPrices } from './services/model'
import { countTokens, type Usage } from './usage'

export type { TextPrices } from './services/model'

export type OwnPrices = Readonly<Partial<Record<ModelId, TextPrices>>>

/**
 * Images that a text model sees cost what its input text costs. Undefined without a price or without usage, and for answers
 * with more than text.
 */
export function textCost(prices: TextPrices | undefined, usage: Usage | undefined): MicroUsd | undefined {
  if (!prices || !usage || countTokens(usage, 'textIn', 'textOut', 'reasoning') === 0) return undefined
  return priceUsage(usage, { ...prices, imageIn: prices.textIn, reasoning: prices.textOut })
}
