/** Compares options with what a model can do. Pure; kept apart from `options.ts`, which the first frame loads. */
import { DEFAULT_IMAGE_OPTIONS, getDimensions, nameShape, type ImageOptions, type ImageSize } from '../image-options'
import type { ImageModel } from '../services/model'
import { fitOptions } from './options'
import { getMeantPixels, haveSameShape } from './shapes'

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
   * `limit`: the model makes fewer. `jpeg`: the file format doesn't support it. `not-offered`: the model doesn't have
   * it. `chosen`: the service decides.
   */
  readonly reason: 'not-offered' | 'limit' | 'jpeg' | 'chosen'
}

/**
 * Lists the selected options that the model can't provide, and what is used instead. Leaves out options set to "auto"
 * and defaults.
 */
export function findAdjustments(model: ImageModel, wish: ImageOptions): readonly Adjustment[] {
  const used = fitOptions(model, wish)
  const options = ['quality', 'format', 'background', 'moderation', 'count', 'previews'] as const
  const others = options
    // The user didn't choose the defaults, so there's no need to report that a model lacks one.
    .filter((option) => wish[option] !== DEFAULT_IMAGE_OPTIONS[option])
    .filter((option) => wish[option] !== 'auto' && wish[option] !== used[option])
    .map((option) => ({ option, wanted: wish[option], used: used[option], reason: findReason(option, model, wish) }))
  return isSameSize(wish, used)
    ? others
    : [{ option: 'size', wanted: nameShape(wish), used: nameShape(used), reason: 'not-offered' }, ...others]
}

/**
 * Sizes and shapes are two notations for the same thing, so a model's odd pixel counts aren't reported as a difference.
 */
function isSameSize(wish: ImageOptions, used: ImageOptions): boolean {
  if (!wish.aspectRatio && !used.aspectRatio) return wish.size === 'auto' || wish.size === used.size
  const [wanted, made] = [getMeantPixels(wish), getMeantPixels(used)]
  if (!wanted || !made) return true
  const pixels = (wanted.width * wanted.height) / (made.width * made.height)
  return haveSameShape(wanted, made) && Math.abs(Math.log2(pixels)) < NEXT_RESOLUTION
}

/** Each resolution has four times the pixels of the one below. */
const NEXT_RESOLUTION = 1.5

function findReason(option: Adjustment['option'], model: ImageModel, wish: ImageOptions): Adjustment['reason'] {
  if (option === 'count' || option === 'previews') return 'limit'
  if (option === 'format' && model.choosesFormat) return 'chosen'
  return option === 'background' && model.backgrounds.includes(wish.background) ? 'jpeg' : 'not-offered'
}
