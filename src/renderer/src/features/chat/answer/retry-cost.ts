import { findModel } from '@shared/catalogue'
import { estimateImageCost, pricedLength, type Estimate } from '@shared/pricing'
import type { AssistantMessage } from '../model'

/** What asking for this answer once more would probably cost. */
export function retryCost({
  model: id,
  options,
  prompt,
}: Pick<AssistantMessage, 'model' | 'options' | 'prompt'>): Estimate {
  const model = findModel(id)
  if (model?.kind === 'image' && options) return estimateImageCost(model, options, pricedLength(prompt ?? ''))
  return model?.prices === 'free' ? { kind: 'free' } : { kind: 'unknown' }
}
