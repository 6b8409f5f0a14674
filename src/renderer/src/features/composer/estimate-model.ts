import type { Model } from '@shared/catalogue'
import { fitOptions } from '@shared/catalogue/options'
import type { ImageOptions } from '@shared/image-options'
import type { OwnPrices, TextPrices } from '@shared/own-prices'
import { estimateImageCost, type Estimate } from '@shared/pricing'
import { getHighest } from '@shared/request-cost'

/** What is chosen now, as far as prices depend on it. */
export interface ChosenNow {
  readonly options: ImageOptions
  readonly promptLength: number
  /** How many images go along. */
  readonly inputs: number
}

/**
 * What a model would cost for what is chosen now: an image model as it would make it. Of a text model, whose price depends
 * on what it will say, only that it's free.
 */
export function estimateModel(model: Model, { options, promptLength, inputs }: ChosenNow): Estimate {
  if (model.kind === 'image') return estimateImageCost(model, fitOptions(model, options), promptLength, inputs)
  return { kind: model.prices === 'free' ? 'free' : 'unknown' }
}

/** What a text model costs per million tokens: by the user's own prices, else as listed. Undefined for other models. */
export function findTokenPrices(model: Model, own: OwnPrices): TextPrices | undefined {
  if (model.kind !== 'text' || model.prices === 'free') return undefined
  return own[model.id] ?? model.tokenPrices
}

/** A short question, and an answer of some paragraphs. Tokens. */
const USUAL_INPUT = 1_000
const USUAL_OUTPUT = 500

/** By which models are sorted, in micro-dollars: a text model by a usual answer. Undefined where no price is known. */
export function computeSortPrice(model: Model, own: OwnPrices, now: ChosenNow): number | undefined {
  const prices = findTokenPrices(model, own)
  if (prices) return prices.textIn * USUAL_INPUT + prices.textOut * USUAL_OUTPUT
  return getHighest(estimateModel(model, now))
}
