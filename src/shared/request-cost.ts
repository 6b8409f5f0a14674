/**
 * Estimates what a request costs and whether it needs a confirmation. The page shows and asks with it, main reserves
 * and blocks with it. Separate from `budget.ts`, because the page's first frame needs no more than this.
 */
import type { LimitFacts, Limits } from './limits'
import { findImageModel, findModel, type ModelId } from './catalogue'
import type { ImageOptions } from './image-options'
import { estimateImageCost, pricedLength, type Estimate, type MicroUsd } from './pricing'

/** The parts of a request that decide its price. A `RunDraft`'s request is one. */
export type PricedRequest =
  | { readonly kind: 'image'; readonly model: ModelId; readonly prompt: string; readonly options: ImageOptions }
  | { readonly kind: 'text'; readonly model: ModelId }

export function estimateRequest(request: PricedRequest): Estimate {
  if (findModel(request.model)?.prices === 'free') return { kind: 'free' }
  const model = request.kind === 'image' && findImageModel(request.model)
  return model ? estimateImageCost(model, request.options, pricedLength(request.prompt)) : { kind: 'unknown' }
}

/** The highest estimate. Undefined when there's none. */
export function getHighest(estimate: Estimate): MicroUsd | undefined {
  if (estimate.kind === 'free') return 0
  return estimate.kind === 'range' ? estimate.high : undefined
}

/** Returns the confirmation amount if the request can exceed both it and the amount the user agreed to. */
export function findUnconfirmed({ askAbove }: Limits, estimate: Estimate, confirmed = 0): LimitFacts | undefined {
  const cost = getHighest(estimate) ?? 0
  if (askAbove === null || cost <= askAbove || cost <= confirmed) return undefined
  return { limit: 'request', amount: askAbove, cost }
}
