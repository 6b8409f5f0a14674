import { findModel } from '@shared/catalogue'
import type { ModelFinder } from '@shared/catalogue/find-listed'
import { estimateImageCost, pricedLength, type Estimate } from '@shared/pricing'
import type { AssistantMessage } from '../model'

export interface Priced extends Pick<AssistantMessage, 'model' | 'options' | 'prompt'> {
  /** How many images were attached to its question. */
  readonly inputs: number
}

/** Estimates the cost of requesting this answer again. */
export function retryCost({ model: id, options, prompt, inputs }: Priced, find: ModelFinder = findModel): Estimate {
  const model = find(id)
  if (model?.kind === 'image' && options) return estimateImageCost(model, options, pricedLength(prompt ?? ''), inputs)
  return model?.prices === 'free' ? { kind: 'free' } : { kind: 'unknown' }
}
