import type { Model } from '@shared/catalogue'
import { fitOptions } from '@shared/catalogue/options'
import type { ImageOptions } from '@shared/image-options'
import type { OwnPrices, TextPrices } from '@shared/own-prices'
import { estimateImageCost, type Estimate } from '@shared/pricing'
import { getHighest } from '@shared/request-cost'

/** The current choices that prices depend on. */
export interface ChosenNow {
  readonly options: ImageOptions
  readonly promptLength: number
  /** How many images are attached. */
  readonly inputs: number
}

/**
 * Returns what a model would cost with the current choices, fitted to the model. A text model's price depends on its
 * answer, so it's only free or unknown.
 */
export function estimateModel(model: Model, { options, promptLength, inputs }: ChosenNow): Estimate {
  if (model.kind === 'image') return estimateImageCost(model, fitOptions(model, options), promptLength, inputs)
  return { kind: model.prices === 'free' ? 'free' : 'unknown' }
}

/** Returns a text model's prices per token: the user's own, else as listed. Undefined for other models. */
export function findTokenPrices(model: Model, own: OwnPrices): TextPrices | undefined {
  if (model.kind !== 'text' || model.prices === 'free') return undefined
  return own[model.id] ?? model.tokenPrices
}

/** A short question and an answer of a few paragraphs. Tokens. */
const USUAL_INPUT = 1_000
const USUAL_OUTPUT = 500

/**
 * Returns the price to sort models by, in micro-dollars; for a text model, that of a typical answer. Undefined if no
 * price is known.
 */
export function computeSortPrice(model: Model, own: OwnPrices, now: ChosenNow): number | undefined {
  const prices = findTokenPrices(model, own)
  if (prices) return prices.textIn * USUAL_INPUT + prices.textOut * USUAL_OUTPUT
  return getHighest(estimateModel(model, now))
}
