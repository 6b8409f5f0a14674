/** Breaks the cost of an answer down into parts. Parts are whole micro-dollars, and their sum is exactly the total. */
import type { ImageModel } from './catalogue'
import { imageCost, type MicroUsd, type Usage } from './pricing'

export type CostPartName = 'textIn' | 'imageIn' | 'imageOut' | 'textOut'

export interface CostPart {
  readonly name: CostPartName
  readonly tokens: number
  readonly cost: MicroUsd
}

export interface CostBreakdown {
  readonly total: MicroUsd
  /** The parts with any tokens. */
  readonly parts: readonly CostPart[]
  /** Included in `imageOut`. */
  readonly previews?: { readonly tokens: number; readonly cost: MicroUsd }
}

const PARTS: readonly CostPartName[] = ['textIn', 'imageIn', 'imageOut', 'textOut']

/** Undefined for free models, unknown prices, and answers without usage. */
export function breakDownCost(model: ImageModel, usage: Usage | undefined): CostBreakdown | undefined {
  const { prices } = model
  const total = imageCost(model, usage)
  if (!prices || prices === 'free' || !usage || total === undefined) return undefined
  const { textOut = prices.imageOut, ...priceOf }: Partial<Prices> & Omit<Prices, 'textOut'> = prices
  const price: Prices = { ...priceOf, textOut }
  const exact = PARTS.map((name) => ({ name, tokens: usage[name], exact: usage[name] * price[name] }))
  const { previews } = usage
  return {
    total,
    parts: shared(exact, total).filter(({ tokens }) => tokens > 0),
    ...(previews && { previews: { tokens: previews, cost: Math.round(previews * price.imageOut) } }),
  }
}

type Prices = Readonly<Record<CostPartName, number>>

interface ExactPart {
  readonly name: CostPartName
  readonly tokens: number
  readonly exact: number
}

/** Rounds down, then gives the missing micro-dollars to the parts that lost most. */
function shared(parts: readonly ExactPart[], total: MicroUsd): readonly CostPart[] {
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
