/** What is to be said about options with this model. Pure; apart from `options.ts`, which the first frame needs. */
import { dimensionsOf, type ImageOptions, type ImageSize } from '../image-options'
import type { ImageModel } from './model'
import { fitOptions } from './options'

/** Whether the provider calls pictures of this size experimental. */
export function isExperimental(model: ImageModel, size: ImageSize): boolean {
  const dimensions = dimensionsOf(size)
  if (!dimensions || !model.freeSizes) return false
  return dimensions.width * dimensions.height > model.freeSizes.experimentalAbove
}

/** Something that was asked for and is not possible with the model that is chosen now. */
export interface Adjustment {
  readonly option: Exclude<keyof ImageOptions, 'compression'>
  readonly wanted: string | number
  readonly used: string | number
  /** `limit`: the model makes fewer; `jpeg`: the file format is in the way; else the model does not offer it. */
  readonly reason: 'not-offered' | 'limit' | 'jpeg'
}

/** What of the wish the model cannot do, and what is used in its place. Nothing is said of what was left to the model. */
export function adjustmentsOf(model: ImageModel, wish: ImageOptions): readonly Adjustment[] {
  const used = fitOptions(model, wish)
  const options = ['size', 'quality', 'format', 'background', 'moderation', 'count', 'previews'] as const
  return options
    .filter((option) => wish[option] !== 'auto' && wish[option] !== used[option])
    .map((option) => ({ option, wanted: wish[option], used: used[option], reason: reasonOf(option, model, wish) }))
}

function reasonOf(option: Adjustment['option'], model: ImageModel, wish: ImageOptions): Adjustment['reason'] {
  if (option === 'count' || option === 'previews') return 'limit'
  return option === 'background' && model.backgrounds.includes(wish.background) ? 'jpeg' : 'not-offered'
}
