/** Breaks the cost of an answer down into parts. Parts are whole micro-dollars, and their sum is exactly the total. */
import type { ImageModel, TextModel } from './catalogue'
import { listPricesFor, textCost } from './own-prices'
import { imageCost, listTokenPrices, type MicroUsd } from './pricing'
import type { QuantityName, Usage } from './usage'
import { priceSearches } from './web-search'

export interface CostPart {
  readonly name: QuantityName
  readonly tokens: number
  readonly cost: MicroUsd
}

export interface CostBreakdown {
  readonly total: MicroUsd
  /** The parts with at least one token, in the order of the usage. */
  readonly parts: readonly CostPart[]
}

/** Undefined for free models, unknown prices, and answers without usage. */
export function breakDownCost(model: ImageModel, usage: Usage | undefined): CostBreakdown | undefined {
  const { prices } = model
  const total = imageCost(model, usage)
  if (!prices || prices === 'free' || !usage || total === undefined) return undefined
  const byQuantity = listTokenPrices(prices)
  const exact = usage.map(({ what, quantity }) => ({
    name: what,
    tokens: quantity,
    exact: quantity * (byQuantity[what] ?? 0),
  }))
  return { total, parts: shareTotal(exact, total) }
}

/** Prices tokens at the model's prices and searches at their fee. Undefined if any part has no known price. */
export function breakDownTextCost(
  { tokenPrices, settings }: Pick<TextModel, 'tokenPrices' | 'settings'>,
  usage: Usage | undefined,
): CostBreakdown | undefined {
  const searchFee = settings?.webSearch?.fee
  const total = textCost(tokenPrices, usage, { searchFee })
  if (!tokenPrices || !usage || total === undefined) return undefined
  const prices = listPricesFor(tokenPrices, usage, undefined)
  const exact = usage.map(({ what, quantity }) => ({
    name: what,
    tokens: quantity,
    exact: what === 'webSearch' ? (priceSearches(searchFee, quantity) ?? 0) : quantity * (prices[what] ?? 0),
  }))
  return { total, parts: shareTotal(exact, total) }
}

interface ExactPart {
  readonly name: QuantityName
  readonly tokens: number
  readonly exact: number
}

/** Rounds down, then gives the missing micro-dollars to the parts that lost the most. */
function shareTotal(parts: readonly ExactPart[], total: MicroUsd): readonly CostPart[] {
  const missing = total - parts.reduce((sum, { exact }) => sum + Math.floor(exact), 0)
  const byLoss = [...parts].sort((one, other) => getLoss(other) - getLoss(one)).slice(0, missing)
  return parts.map((part) => {
    const { name, tokens, exact } = part
    return { name, tokens, cost: Math.floor(exact) + (byLoss.includes(part) ? 1 : 0) }
  })
}

function getLoss({ exact }: ExactPart): number {
  return exact - Math.floor(exact)
}
