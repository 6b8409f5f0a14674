/** Which options fit which model, and what becomes of those that do not. */
import { dimensionsOf, type Dimensions, type ImageOptions, type ImageSize } from '../image-options'
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

function ruleProblem(rule: SizeRule, { width, height }: Dimensions): SizeProblem | undefined {
  const pixels = width * height
  if (width === 0 || height === 0) return 'not-a-size'
  if (width % rule.multipleOf !== 0 || height % rule.multipleOf !== 0) return 'not-a-multiple'
  if (Math.max(width, height) > rule.maxEdge) return 'edge-too-long'
  if (Math.max(width, height) / Math.min(width, height) > rule.maxAspect) return 'too-narrow'
  if (pixels < rule.minPixels) return 'too-small'
  if (pixels > rule.maxPixels) return 'too-large'
  return undefined
}

/** The nearest size that the rule allows, keeping the ratio of the edges as well as the steps permit. */
export function snapSize(rule: SizeRule, { width, height }: Dimensions): Dimensions {
  const step = rule.multipleOf
  const ratio = Math.min(rule.maxAspect, Math.max(1 / rule.maxAspect, Math.max(1, width) / Math.max(1, height)))
  const pixels = Math.min(rule.maxPixels, Math.max(rule.minPixels, width * height))
  let snappedWidth = Math.min(rule.maxEdge, toStep(Math.sqrt(pixels * ratio), step))
  let snappedHeight = Math.min(rule.maxEdge, toStep(snappedWidth / ratio, step))
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

function toStep(value: number, step: number): number {
  return Math.max(step, Math.round(value / step) * step)
}

/** The same options with everything that this model cannot do replaced by what it can. */
export function fitOptions(model: ImageModel, options: ImageOptions): ImageOptions {
  const format = model.formats.includes(options.format) ? options.format : (model.formats[0] ?? 'png')
  const backgrounds = model.backgrounds.filter((background) => background !== 'transparent' || format !== 'jpeg')
  return {
    size: sizeProblem(model, options.size) ? (model.sizes[0] ?? '1024x1024') : options.size,
    quality: model.qualities.includes(options.quality) ? options.quality : closestQuality(model),
    format,
    compression: clamp(options.compression, 0, 100),
    background: backgrounds.includes(options.background) ? options.background : (backgrounds[0] ?? 'auto'),
    moderation: model.moderations.includes(options.moderation) ? options.moderation : (model.moderations[0] ?? 'auto'),
    count: clamp(options.count, 1, model.maxImages),
    previews: clamp(options.previews, 0, model.maxPreviews),
  }
}

function closestQuality(model: ImageModel): ImageOptions['quality'] {
  return model.qualities.includes('high') ? 'high' : (model.qualities[0] ?? 'auto')
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, Math.round(value)))
}
