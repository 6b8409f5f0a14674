/** Which options fit which model, and what becomes of those that do not. Pure. */
import {
  dimensionsOf,
  type Dimensions,
  type ImageBackground,
  type ImageFormat,
  type ImageOptions,
  type ImageQuality,
  type ImageSize,
} from '../image-options'
import type { ImageModel, SizeRule } from './model'

export type SizeProblem =
  'not-a-size' | 'not-offered' | 'not-a-multiple' | 'too-small' | 'too-large' | 'edge-too-long' | 'too-narrow'

/** Why this model cannot make this size, or undefined when it can. */
export function sizeProblem(model: ImageModel, size: ImageSize): SizeProblem | undefined {
  if (model.sizes.includes(size)) return undefined
  const dimensions = dimensionsOf(size)
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

/** The nearest size that the rule allows: each edge by itself where steps are all that is in the way, else by its shape. */
export function snapSize(rule: SizeRule, { width, height }: Dimensions): Dimensions {
  const step = rule.multipleOf
  const nearest = { width: Math.round(width / step) * step, height: Math.round(height / step) * step }
  if (!ruleProblem(rule, nearest)) return nearest
  const ratio = Math.min(rule.maxAspect, Math.max(1 / rule.maxAspect, Math.max(1, width) / Math.max(1, height)))
  const pixels = Math.min(rule.maxPixels, Math.max(rule.minPixels, width * height))
  // The longer edge first: a step is the smaller part of it.
  const toEdge = (value: number): number => Math.min(rule.maxEdge, Math.max(step, Math.round(value / step) * step))
  const longer = toEdge(Math.sqrt(pixels * Math.max(ratio, 1 / ratio)))
  let snappedWidth = ratio >= 1 ? longer : toEdge(longer * ratio)
  let snappedHeight = ratio >= 1 ? toEdge(longer / ratio) : longer
  // Rounding may have crossed a limit by less than one step: give or take one step of the edge that can move.
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

export function sizeOf({ width, height }: Dimensions): ImageSize {
  return `${width}x${height}`
}

/** The size itself, or the one of this model that is most like it: first in shape, then in pixels. */
export function fitSize(model: ImageModel, size: ImageSize): ImageSize {
  if (!sizeProblem(model, size)) return size
  const wanted = dimensionsOf(size)
  if (wanted && model.freeSizes) return sizeOf(snapSize(model.freeSizes, wanted))
  const fallback = model.sizes[0] ?? 'auto'
  if (!wanted) return fallback
  const distances = model.sizes.flatMap((candidate) => {
    const dimensions = dimensionsOf(candidate)
    return dimensions ? [{ candidate, distance: distanceBetween(dimensions, wanted) }] : []
  })
  return distances.sort((one, other) => one.distance - other.distance)[0]?.candidate ?? fallback
}

/** A shape that is off by a tenth counts as much as having twice the pixels, so that shape decides. */
function distanceBetween(one: Dimensions, other: Dimensions): number {
  const shape = Math.abs(Math.log(one.width / one.height / (other.width / other.height)))
  const pixels = Math.abs(Math.log((one.width * one.height) / (other.width * other.height)))
  return shape * 10 + pixels
}

const QUALITIES_IN_ORDER: readonly ImageQuality[] = ['low', 'medium', 'high', 'xhigh', 'max']

/** The quality itself, or the best of this model that is below it; its lowest where none is. */
export function fitQuality({ qualities }: ImageModel, quality: ImageQuality): ImageQuality {
  if (qualities.includes(quality)) return quality
  const offered = QUALITIES_IN_ORDER.filter((name) => qualities.includes(name))
  const below = offered.filter((name) => QUALITIES_IN_ORDER.indexOf(name) <= QUALITIES_IN_ORDER.indexOf(quality))
  return below.at(-1) ?? offered[0] ?? 'auto'
}

/** The backgrounds of this model, each with whether this file format can have it. */
export function backgroundsFor(
  model: ImageModel,
  format: ImageFormat,
): readonly { readonly value: ImageBackground; readonly isPossible: boolean }[] {
  return model.backgrounds.map((value) => ({ value, isPossible: value !== 'transparent' || format !== 'jpeg' }))
}

/** The same options with everything that this model cannot do replaced by what it can. */
export function fitOptions(model: ImageModel, options: ImageOptions): ImageOptions {
  const format = model.formats.includes(options.format) ? options.format : (model.formats[0] ?? 'png')
  const backgrounds = backgroundsFor(model, format).flatMap(({ value, isPossible }) => (isPossible ? [value] : []))
  return {
    size: fitSize(model, options.size),
    quality: fitQuality(model, options.quality),
    format,
    compression: clamp(options.compression, 0, 100),
    background: backgrounds.includes(options.background) ? options.background : (backgrounds[0] ?? 'auto'),
    moderation: model.moderations.includes(options.moderation) ? options.moderation : (model.moderations[0] ?? 'auto'),
    count: clamp(options.count, 1, model.maxImages),
    previews: clamp(options.previews, 0, model.maxPreviews),
  }
}

/** The first option that this model cannot do, or undefined. "auto" leaves it to the model, so that is never wrong. */
export function optionsProblem(model: ImageModel, options: ImageOptions): keyof ImageOptions | undefined {
  const fitted = fitOptions(model, options)
  const names = Object.keys(fitted) as (keyof ImageOptions)[]
  return names.find((name) => options[name] !== 'auto' && options[name] !== fitted[name])
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, Math.round(value)))
}
