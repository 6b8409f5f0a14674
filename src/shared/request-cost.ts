/** What a request will probably cost. The page shows and asks by it, main reserves by it: one function for both. */
import { findImageModel, findModel, type ModelId } from './catalogue'
import type { ImageOptions } from './image-options'
import { estimateImageCost, pricedLength, type Estimate, type MicroUsd } from './pricing'

/** What of a request decides its price. A `RunDraft`'s request is one. */
export type PricedRequest =
  | { readonly kind: 'image'; readonly model: ModelId; readonly prompt: string; readonly options: ImageOptions }
  | { readonly kind: 'text'; readonly model: ModelId }

export function estimateRequest(request: PricedRequest): Estimate {
  if (findModel(request.model)?.prices === 'free') return { kind: 'free' }
  const model = request.kind === 'image' && findImageModel(request.model)
  return model ? estimateImageCost(model, request.options, pricedLength(request.prompt)) : { kind: 'unknown' }
}

/** The most that it can come to by our reckoning; undefined where there is none. */
export function highestOf(estimate: Estimate): MicroUsd | undefined {
  if (estimate.kind === 'free') return 0
  return estimate.kind === 'range' ? estimate.high : undefined
}
