/** Compares options with what a model can do. Pure; separate from `options.ts`, which the first frame needs. */
import { getDimensions, type ImageOptions, type ImageSize } from '../image-options'
import type { ImageModel } from '../services/model'
import { fitOptions } from './options'

/** Whether the provider calls images of this size experimental. */
export function isExperimental(model: ImageModel, size: ImageSize): boolean {
  const dimensions = getDimensions(size)
  if (!dimensions || !model.freeSizes) return false
  return dimensions.width * dimensions.height > model.freeSizes.experimentalAbove
}

/** An option that the current model can't provide. */
export interface Adjustment {
  readonly option: Exclude<keyof ImageOptions, 'compression'>
  readonly wanted: string | number
  readonly used: string | number
  /**
   * `limit`: the model makes fewer; `jpeg`: the file format doesn't allow it; `not-offered`: the model doesn't have it.
   */
  readonly reason: 'not-offered' | 'limit' | 'jpeg'
}

/**
 * Lists the selected options that the model can't provide, with what is used instead. Options left to the model are not
 * listed.
 */
export function findAdjustments(model: ImageModel, wish: ImageOptions): readonly Adjustment[] {
  const used = fitOptions(model, wish)
  const options = ['size', 'quality', 'format', 'background', 'moderation', 'count', 'previews'] as const
  return options
    .filter((option) => wish[option] !== 'auto' && wish[option] !== used[option])
    .map((option) => ({ option, wanted: wish[option], used: used[option], reason: findReason(option, model, wish) }))
}

function findReason(option: Adjustment['option'], model: ImageModel, wish: ImageOptions): Adjustment['reason'] {
  if (option === 'count' || option === 'previews') return 'limit'
  return option === 'background' && model.backgrounds.includes(wish.background) ? 'jpeg' : 'not-offered'
}
