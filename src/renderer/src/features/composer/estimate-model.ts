import type { Model } from '@shared/catalogue'
import { fitOptions } from '@shared/catalogue/options'
import type { ImageOptions } from '@shared/image-options'
import { estimateImageCost, type Estimate } from '@shared/pricing'

/**
 * What a model would cost for what is chosen now: an image model as it would make it. Of a text model, whose price depends
 * on what it will say, only that it's free.
 */
export function estimateModel(model: Model, options: ImageOptions, promptLength: number, inputs: number): Estimate {
  if (model.kind === 'image') return estimateImageCost(model, fitOptions(model, options), promptLength, inputs)
  return { kind: model.prices === 'free' ? 'free' : 'unknown' }
}
