/**
 * Prices of text models as the user entered them, because no reliable source lists them. US dollars per million tokens,
 * which is the same as micro-dollars per token.
 */
import type { ModelId } from './catalogue'
import { priceUsage, type MicroUsd, type PricesByQuantity } from './pricing'
import type { ImageModel, TextPrices } from './services/model'
import { countTokens, type Usage } from './usage'

export type { TextPrices } from './services/model'

export type OwnPrices = Readonly<Partial<Record<ModelId, TextPrices>>>

/**
 * Images that a text model sees cost what its input text costs. `tool`: the image model that it may have called. Undefined without a price or without usage, and for answers
 * with more than text.
 */
export function textCost(
  prices: TextPrices | undefined,
  usage: Usage | undefined,
  tool?: ImageModel,
): MicroUsd | undefined {
  if (!prices || !usage || countTokens(usage, 'textIn', 'textOut', 'reasoning') === 0) return undefined
  return priceUsage(usage, {
    ...prices,
    imageIn: prices.textIn,
    reasoning: prices.textOut,
    ...listToolPrices(tool),
  })
}

/** What an image model counted that the text model called. */
function listToolPrices(tool: ImageModel | undefined): PricesByQuantity {
  if (!tool?.prices || tool.prices === 'free') return {}
  const { textIn, imageIn, imageOut } = tool.prices
  return { toolTextIn: textIn, toolImageIn: imageIn, toolImageOut: imageOut }
}
