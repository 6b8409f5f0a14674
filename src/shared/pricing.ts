/**
 * What an image costs, before and after. All sums are whole micro-dollars (millionths of a US dollar), so that adding
 * never drifts; a price in dollars per million tokens is the same number in micro-dollars per token.
 */
import type { ImageModel } from './catalogue/model'
import { dimensionsOf, type Dimensions, type ImageOptions } from './image-options'

export type MicroUsd = number

/** Tokens as the provider counted them. */
export interface Usage {
  readonly textIn: number
  readonly imageIn: number
  readonly imageOut: number
  readonly textOut: number
}

/** An amount, a range where the provider publishes no exact figure, free, or not known to us. */
export type Estimate =
  | { readonly kind: 'range'; readonly low: MicroUsd; readonly high: MicroUsd }
  | { readonly kind: 'free' }
  | { readonly kind: 'unknown' }

/** OpenAI's image guide: each partial image costs 100 more output tokens. */
export const TOKENS_PER_PREVIEW = 100
/** A rule of thumb for English (OpenAI's tokenizer page); prompts are a tiny part of an image's price. */
const CHARACTERS_PER_TOKEN = 4

/**
 * Output tokens of one image: the formula of the calculator in OpenAI's image guide,
 * `R = round-half-even(B · short/long)`, `tokens = ⌈B · R · (2,000,000 + w·h) / 4,000,000⌉`.
 */
export function imageOutputTokens(base: number, { width, height }: Dimensions): number {
  const rows = roundHalfEven((base * Math.min(width, height)) / Math.max(width, height))
  return Math.ceil((base * rows * (2_000_000 + width * height)) / 4_000_000)
}

/** What a request will probably cost, previews and prompt included. */
export function estimateImageCost(model: ImageModel, options: ImageOptions, promptLength: number): Estimate {
  const { prices, tokenBases } = model
  if (prices === 'free') return { kind: 'free' }
  if (!prices || !tokenBases) return { kind: 'unknown' }
  // "auto" leaves the choice to the model: the range spans what it may choose.
  const bases = options.quality === 'auto' ? Object.values(tokenBases) : [tokenBases[options.quality]]
  const size = dimensionsOf(options.size) ?? { width: 1024, height: 1024 }
  const known = bases.filter((base) => base !== undefined).flat()
  if (known.length === 0) return { kind: 'unknown' }
  const tokens = known.map((base) => imageOutputTokens(base, size))
  const cost = (imageOut: number): MicroUsd =>
    costOfUsage(prices, {
      textIn: Math.ceil(promptLength / CHARACTERS_PER_TOKEN),
      imageIn: 0,
      imageOut: options.count * imageOut + options.previews * TOKENS_PER_PREVIEW,
      textOut: 0,
    })
  return { kind: 'range', low: cost(Math.min(...tokens)), high: cost(Math.max(...tokens)) }
}

/** The exact cost of what the provider says it counted; undefined when it counted nothing or no price is known. */
export function imageCost(model: ImageModel, usage: Usage | undefined): MicroUsd | undefined {
  if (model.prices === 'free') return 0
  if (!model.prices || !usage || usage.imageOut === 0) return undefined
  return costOfUsage(model.prices, usage)
}

function costOfUsage(prices: { textIn: number; imageIn: number; imageOut: number }, usage: Usage): MicroUsd {
  return Math.round(
    usage.textIn * prices.textIn + usage.imageIn * prices.imageIn + (usage.imageOut + usage.textOut) * prices.imageOut,
  )
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value)
  const rest = value - floor
  if (rest !== 0.5) return Math.round(value)
  return floor % 2 === 0 ? floor : floor + 1
}
