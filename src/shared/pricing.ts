/**
 * Computes what an image costs, before and after the request. All amounts are whole micro-dollars (millionths of a US
 * dollar), so that addition doesn't drift. A price in dollars per million tokens is the same number in micro-dollars
 * per token.
 */
import type { MicroUsd } from './money'
import { getMeantPixels } from './catalogue/shapes'
import type { ImageModel, TokenPrices, UnitPrices } from './services/model'
import { getDimensions, type Dimensions, type ImageOptions, type ImageQuality } from './image-options'
import { countTokens, type QuantityName, type Usage } from './usage'

export type { MicroUsd } from './money'

/** An amount, a range if the provider publishes no exact figure, free, or unknown. */
export type Estimate =
  | {
      readonly kind: 'range'
      readonly low: MicroUsd
      readonly high: MicroUsd
      /** The model may search the web, and its service publishes no fee. */
      readonly lacksSearchFees?: true
    }
  | { readonly kind: 'free' }
  | { readonly kind: 'unknown' }

export interface Span {
  readonly low: number
  readonly high: number
}

/** The parts of an estimate. Money in micro-dollars, unrounded: only the sum is rounded. */
export interface EstimateParts {
  readonly perImage: Span
  /** Absent if the provider lists prices per image. */
  readonly tokensPerImage?: Span
  readonly count: number
  readonly previews: MicroUsd
  readonly prompt: MicroUsd
  /** All input images together. Absent if there are none. */
  readonly inputs?: Span
  /** `imageOut` is 0 if images are priced individually. */
  readonly prices: Pick<TokenPrices, 'imageOut' | 'asOf' | 'source'>
  /** Why it's a range: the model chooses (`auto`), or the figures are measured, not published. */
  readonly spread: 'none' | 'auto' | 'measured'
}

/** Each partial image costs 100 more output tokens, according to the guide of the only service that bills them. */
export const TOKENS_PER_PREVIEW = 100
/** A rule of thumb for English, from a tokenizer's documentation. The prompt is a tiny part of an image's price. */
const CHARACTERS_PER_TOKEN = 4
/** What a model may produce for the size "auto": one of the three sizes that all models have. */
const AUTO_SIZES: readonly Dimensions[] = [
  { width: 1024, height: 1024 },
  { width: 1536, height: 1024 },
]

/**
 * Computes the output tokens of one image of a model with `tokenBases`, by its service's published formula: `R =
 * round-half-even(B · short/long)`, `tokens = ⌈B · R · (2,000,000 + w·h) / 4,000,000⌉`.
 */
export function imageOutputTokens(base: number, { width, height }: Dimensions): number {
  const rows = roundHalfEven((base * Math.min(width, height)) / Math.max(width, height))
  return Math.ceil((base * rows * (2_000_000 + width * height)) / 4_000_000)
}

/**
 * The length of a prompt for pricing, in ASCII characters. Other characters may take a token each (Chinese) or more
 * (emoji, which are two units), so each unit counts as one token: the amount reserved under a cap must not be too low.
 */
export function pricedLength(prompt: string): number {
  let length = 0
  for (let index = 0; index < prompt.length; index += 1) {
    length += prompt.charCodeAt(index) < 128 ? 1 : CHARACTERS_PER_TOKEN
  }
  return length
}

/** Estimates the cost of a request with this many input images, including previews and prompt. */
export function estimateImageCost(
  model: ImageModel,
  options: ImageOptions,
  promptLength: number,
  inputs = 0,
): Estimate {
  if (model.prices === 'free') return { kind: 'free' }
  const parts = estimateParts(model, options, promptLength, inputs)
  if (!parts) return { kind: 'unknown' }
  const { perImage, count, previews, prompt, inputs: shown = NOTHING } = parts
  const total = (each: number, all: number): MicroUsd => Math.round(count * each + all + previews + prompt)
  return { kind: 'range', low: total(perImage.low, shown.low), high: total(perImage.high, shown.high) }
}

const NOTHING: Span = { low: 0, high: 0 }

/** Returns the parts of the same estimate. Undefined for free models and unknown prices. */
export function estimateParts(
  model: ImageModel,
  options: ImageOptions,
  promptLength: number,
  inputs = 0,
): EstimateParts | undefined {
  const { prices, unitPrices } = model
  if (unitPrices) return estimateUnits(unitPrices, options, inputs)
  if (!prices || prices === 'free') return undefined
  const image = imageParts(model, prices, options)
  const tokensEach = model.references?.tokensEach
  // Without them the sum would be too low.
  if (!image || (inputs > 0 && !tokensEach)) return undefined
  const calls = model.makesOnePerCall ? options.count : 1
  const [low, high] = (tokensEach ?? [0, 0]).map((tokens) => calls * inputs * tokens * prices.imageIn)
  const isLeftToModel = !model.resolutionPrices && (options.quality === 'auto' || options.size === 'auto')
  const isSpread = image.perImage.low !== image.perImage.high
  return {
    ...image,
    count: options.count,
    previews: options.previews * TOKENS_PER_PREVIEW * prices.imageOut,
    prompt: calls * Math.ceil(promptLength / CHARACTERS_PER_TOKEN) * prices.textIn,
    ...(inputs > 0 && low !== undefined && high !== undefined && { inputs: { low, high } }),
    prices,
    spread: isSpread && isLeftToModel ? 'auto' : isSpread || low !== high ? 'measured' : 'none',
  }
}

/** A megapixel is billed as 2^20 pixels, rounded up. */
const MEGAPIXEL = 1024 * 1024

function estimateUnits(
  { unit, steps, perInput, asOf, source }: UnitPrices,
  options: ImageOptions,
  inputs: number,
): EstimateParts | undefined {
  const { width, height } = getMeantPixels(options) ?? { width: 1024, height: 1024 }
  const pixels = width * height
  const step = steps.find(({ maxPixels = Number.POSITIVE_INFINITY }) => pixels <= maxPixels)
  const span = step && getSpan([step.perUnit].flat())
  const input = inputs > 0 && perInput !== undefined ? getSpan([perInput].flat()) : undefined
  // Without them the sum would be too low.
  if (!span || (inputs > 0 && !input)) return undefined
  const units = unit === 'megapixel' ? Math.ceil(pixels / MEGAPIXEL) : 1
  return {
    perImage: { low: span.low * units, high: span.high * units },
    count: options.count,
    previews: 0,
    prompt: 0,
    ...(input && { inputs: { low: inputs * input.low, high: inputs * input.high } }),
    prices: { imageOut: 0, asOf, source },
    spread: span.low === span.high ? 'none' : 'auto',
  }
}

function imageParts(
  { tokenBases, imagePrices, resolutionPrices }: ImageModel,
  prices: TokenPrices,
  { size, quality, resolution = '1K' }: ImageOptions,
): Pick<EstimateParts, 'perImage' | 'tokensPerImage'> | undefined {
  if (resolutionPrices) {
    const perImage = getSpan([resolutionPrices[resolution] ?? []].flat())
    return perImage && { perImage }
  }
  const dimensions = getDimensions(size)
  const sizes = dimensions ? [dimensions] : AUTO_SIZES
  if (imagePrices) {
    const printed = ofQuality(imagePrices, quality)
    const perImage = getSpan(sizes.flatMap((box) => printed.map((price) => price[isSquare(box) ? 'square' : 'oblong'])))
    return perImage && { perImage }
  }
  const bases = ofQuality(tokenBases ?? {}, quality).flat()
  const tokens = getSpan(sizes.flatMap((box) => bases.map((base) => imageOutputTokens(base, box))))
  if (!tokens) return undefined
  return {
    tokensPerImage: tokens,
    perImage: { low: tokens.low * prices.imageOut, high: tokens.high * prices.imageOut },
  }
}

/** For "auto", returns everything the model may choose. */
function ofQuality<T>(table: Partial<Record<ImageQuality, T>>, quality: ImageQuality): T[] {
  const found = quality === 'auto' ? Object.values(table) : [table[quality]]
  return found.filter((entry) => entry !== undefined)
}

function getSpan(values: readonly number[]): Span | undefined {
  return values.length > 0 ? { low: Math.min(...values), high: Math.max(...values) } : undefined
}

function isSquare({ width, height }: Dimensions): boolean {
  return width === height
}

/** Computes the exact cost of the usage that the provider reported. Undefined without usage or without a price. */
export function imageCost(model: ImageModel, usage: Usage | undefined): MicroUsd | undefined {
  if (model.prices === 'free') return 0
  if (!model.prices || !usage || countTokens(usage, ...OUTPUTS) === 0) return undefined
  return priceUsage(usage, listTokenPrices(model.prices))
}

const OUTPUTS: readonly QuantityName[] = ['imageOut', 'previews', 'textOut', 'reasoning']

/** Micro-dollars per token, by kind of token. */
export type PricesByQuantity = Partial<Readonly<Record<QuantityName, number>>>

export function listTokenPrices({ textIn, imageIn, imageOut, textOut = imageOut }: TokenPrices): PricesByQuantity {
  return { textIn, imageIn, imageOut, previews: imageOut, textOut, reasoning: textOut }
}

/** Undefined if any part of the usage has no price: the sum would be too low without it. */
export function priceUsage(usage: Usage, prices: PricesByQuantity): MicroUsd | undefined {
  let sum = 0
  for (const { what, unit, quantity } of usage) {
    const price = unit === 'token' ? prices[what] : undefined
    if (price === undefined) return undefined
    sum += quantity * price
  }
  return Math.round(sum)
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value)
  const rest = value - floor
  if (rest !== 0.5) return Math.round(value)
  return floor % 2 === 0 ? floor : floor + 1
}
