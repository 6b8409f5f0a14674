/**
 * What a request will probably cost, and whether that needs a yes. The page shows and asks by it, main reserves and refuses
 * by it: one function for both. Apart from `budget.ts`, since the page's first frame needs no more than this.
 */
import type { LimitFacts, Limits } from './budget'
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

/** The limit for a single request, where it is exceeded by more than the user has agreed to. */
export function unconfirmedOf({ askAbove }: Limits, estimate: Estimate, confirmed = 0): LimitFacts | undefined {
  const cost = highestOf(estimate) ?? 0
  if (askAbove === null || cost <= askAbove || cost <= confirmed) return undefined
  return { limit: 'request', amount: askAbove, cost }
}
