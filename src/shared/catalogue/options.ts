/** Checks which options a model can provide, and replaces the others. Pure. */
import {
  getDimensions,
  type Dimensions,
  type ImageBackground,
  type ImageFormat,
  type ImageOptions,
  type ImageQuality,
  type ImageSize,
} from '../image-options'
import type { ImageModel, SizeRule } from '../services/model'
import { findSizeOfShape, fitShape, getMeantPixels } from './shapes'

export type SizeProblem =
  | 'not-a-size'
  | 'not-offered'
  | 'not-a-multiple'
  | 'too-small'
  | 'too-large'
  | 'edge-too-long'
  | 'too-narrow'

/** Returns why this model can't make this size, or undefined. */
export function sizeProblem(model: ImageModel, size: ImageSize): SizeProblem | undefined {
  if (model.sizes.includes(size)) return undefined
  const dimensions = getDimensions(size)
  if (!dimensions) return 'not-a-size'
  return model.freeSizes ? ruleProblem(model.freeSizes, dimensions) : 'not-offered'
}

export function ruleProblem(rule: SizeRule, { width, height }: Dimensions): SizeProblem | undefined {
  const pixels = width * height
  if (width === 0 || height === 0) return 'not-a-size'
  if (Math.max(width, height) > rule.maxEdge) return 'edge-too-long'
  if (Math.max(width, height) / Math.min(width, height) > rule.maxAspect) return 'too-narrow'
  if (pixels < rule.minPixels) return 'too-small'
  if (pixels > rule.maxPixels) return 'too-large'
  if (width % rule.multipleOf !== 0 || height % rule.multipleOf !== 0) return 'not-a-multiple'
  return undefined
}

/** Returns the nearest allowed size: rounds each edge separately if only the steps don't fit, else keeps the shape. */
export function snapSize(rule: SizeRule, { width, height }: Dimensions): Dimensions {
  const step = rule.multipleOf
  const nearest = { width: Math.round(width / step) * step, height: Math.round(height / step) * step }
  if (!ruleProblem(rule, nearest)) return nearest
  const ratio = Math.min(rule.maxAspect, Math.max(1 / rule.maxAspect, Math.max(1, width) / Math.max(1, height)))
  const pixels = Math.min(rule.maxPixels, Math.max(rule.minPixels, width * height))
  // Start with the longer edge, where a step is relatively smaller.
  const toEdge = (value: number): number => Math.min(rule.maxEdge, Math.max(step, Math.round(value / step) * step))
  const longer = toEdge(Math.sqrt(pixels * Math.max(ratio, 1 / ratio)))
  let snappedWidth = ratio >= 1 ? longer : toEdge(longer * ratio)
  let snappedHeight = ratio >= 1 ? toEdge(longer / ratio) : longer
  // Rounding may have exceeded a limit by less than one step. Adjust the edge that can move by one step.
  for (let round = 0; round < 8; round += 1) {
    const problem = ruleProblem(rule, { width: snappedWidth, height: snappedHeight })
    if (problem === undefined) break
    if (problem === 'too-small') {
      if (snappedWidth <= snappedHeight) snappedWidth += step
      else snappedHeight += step
    } else if (problem === 'too-narrow') {
      if (snappedWidth < snappedHeight) snappedWidth += step
      else snappedHeight += step
    } else if (snappedWidth >= snappedHeight) snappedWidth -= step
    else snappedHeight -= step
  }
  return { width: snappedWidth, height: snappedHeight }
}

export function formatSize({ width, height }: Dimensions): ImageSize {
  return `${width}x${height}`
}

/** Returns the size itself, or this model's most similar size: first by shape, then by pixels. */
export function fitSize(model: ImageModel, size: ImageSize): ImageSize {
  if (!sizeProblem(model, size)) return size
  const wanted = getDimensions(size)
  if (wanted && model.freeSizes) return formatSize(snapSize(model.freeSizes, wanted))
  const fallback = model.sizes[0] ?? 'auto'
  if (!wanted) return fallback
  const distances = model.sizes.flatMap((candidate) => {
    const dimensions = getDimensions(candidate)
    return dimensions ? [{ candidate, distance: distanceBetween(dimensions, wanted) }] : []
  })
  return distances.sort((one, other) => one.distance - other.distance)[0]?.candidate ?? fallback
}

/** Returns a common size for a shape that was chosen for another model, rather than that model's odd pixel count. */
function fitMeantSize(model: ImageModel, options: ImageOptions): ImageSize {
  const wanted = options.aspectRatio || options.resolution ? getMeantPixels(options) : undefined
  if (!wanted) return fitSize(model, options.size)
  return findSizeOfShape(model.sizes, wanted) ?? fitSize(model, formatSize(wanted))
}

/** A 10 % difference in shape counts as much as twice the pixels, so that shape decides. */
function distanceBetween(one: Dimensions, other: Dimensions): number {
  const shape = Math.abs(Math.log(one.width / one.height / (other.width / other.height)))
  const pixels = Math.abs(Math.log((one.width * one.height) / (other.width * other.height)))
  return shape * 10 + pixels
}

const QUALITIES_IN_ORDER: readonly ImageQuality[] = ['low', 'medium', 'high', 'xhigh', 'max']

/** Returns the quality itself, else the model's best quality below it, else its lowest. */
export function fitQuality({ qualities }: ImageModel, quality: ImageQuality): ImageQuality {
  if (qualities.includes(quality)) return quality
  const offered = QUALITIES_IN_ORDER.filter((name) => qualities.includes(name))
  const below = offered.filter((name) => QUALITIES_IN_ORDER.indexOf(name) <= QUALITIES_IN_ORDER.indexOf(quality))
  return below.at(-1) ?? offered[0] ?? 'auto'
}

/** Lists this model's backgrounds, each with whether this file format supports it. */
export function backgroundsFor(
  model: ImageModel,
  format: ImageFormat,
): readonly { readonly value: ImageBackground; readonly isPossible: boolean }[] {
  return model.backgrounds.map((value) => ({ value, isPossible: value !== 'transparent' || format !== 'jpeg' }))
}

/** Replaces every option that this model can't provide by one it can. */
export function fitOptions(model: ImageModel, options: ImageOptions): ImageOptions {
  const format = model.formats.includes(options.format) ? options.format : (model.formats[0] ?? 'png')
  const backgrounds = backgroundsFor(model, format).flatMap(({ value, isPossible }) => (isPossible ? [value] : []))
  return {
    ...(model.aspectRatios ? fitShape(model, options) : { size: fitMeantSize(model, options) }),
    quality: fitQuality(model, options.quality),
    format,
    compression: clamp(options.compression, 0, 100),
    background: backgrounds.includes(options.background) ? options.background : (backgrounds[0] ?? 'auto'),
    moderation: model.moderations.includes(options.moderation) ? options.moderation : (model.moderations[0] ?? 'auto'),
    count: clamp(options.count, 1, model.maxImages),
    previews: clamp(options.previews, 0, model.maxPreviews),
  }
}

/**
 * Returns the first option that this model can't provide, or undefined. "auto" leaves the choice to the model, so it's
 * always possible.
 */
export function optionsProblem(model: ImageModel, options: ImageOptions): keyof ImageOptions | undefined {
  const fitted = fitOptions(model, options)
  const names = Object.keys(fitted) as (keyof ImageOptions)[]
  return names.find((name) => options[name] !== 'auto' && options[name] !== fitted[name])
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, Math.round(value)))
}
