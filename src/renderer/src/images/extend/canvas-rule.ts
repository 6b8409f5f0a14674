/** Which canvases a model can fill, and what is asked of it for one. Pure. */
import type { Model } from '@shared/catalogue'
import { fitOptions, ruleProblem } from '@shared/catalogue/options'
import { getAspect } from '@shared/catalogue/shapes'
import { changeOptions, getDimensions, type Dimensions, type ImageOptions } from '@shared/image-options'
import type { SizeRule } from '@shared/services/model'

export interface CanvasRule {
  /** The shapes that it makes, as width divided by height. Absent: every shape up to `maxAspect`. */
  readonly aspects?: readonly number[]
  /** The most that the longer edge divided by the shorter edge can be. */
  readonly maxAspect: number
  /** A canvas within these limits has a size that can be asked for pixel by pixel. */
  readonly sizes?: SizeRule
}

/** The limit if the model has none. Longer shapes are hardly images. */
const ANY_ASPECT = 8

export function findCanvasRule(model: Model | undefined): CanvasRule {
  // The demo's answer is as large as the image that it gets.
  if (model?.kind !== 'image' || model.service === 'demo') return { maxAspect: ANY_ASPECT }
  const { aspectRatios, freeSizes, sizes } = model
  if (freeSizes && !aspectRatios) return { maxAspect: Math.min(ANY_ASPECT, freeSizes.maxAspect), sizes: freeSizes }
  const aspects = aspectRatios
    ? aspectRatios.map(getAspect)
    : sizes.flatMap((size) => {
        const dimensions = getDimensions(size)
        return dimensions ? [getAspect(dimensions)] : []
      })
  return aspects.length === 0 ? { maxAspect: ANY_ASPECT } : { maxAspect: ANY_ASPECT, aspects: [...new Set(aspects)] }
}

/** The options with which a model makes an image of this shape, and of its size where it can. */
export function chooseCanvasOptions(model: Model | undefined, canvas: Dimensions, options: ImageOptions): ImageOptions {
  if (model?.kind !== 'image' || model.service === 'demo') return options
  const wanted = changeOptions(options, { size: `${canvas.width}x${canvas.height}` })
  const { size, aspectRatio, resolution } = fitOptions(model, wanted)
  // What is larger than usual costs more: it's the user's to ask for.
  const { freeSizes } = model
  const limit = freeSizes && Math.min(freeSizes.maxPixels, freeSizes.experimentalAbove)
  const pixels = canvas.width * canvas.height
  if (limit !== undefined && !aspectRatio && pixels > limit) {
    const share = Math.sqrt(limit / pixels) * 0.99
    return chooseCanvasOptions(model, scale(canvas, share), options)
  }
  return { ...wanted, size, ...(aspectRatio && { aspectRatio }), ...(resolution && { resolution }) }
}

/** Whether exactly this size can be requested. */
export function isAskable(size: Dimensions, { sizes }: CanvasRule): boolean {
  return sizes !== undefined && ruleProblem(sizes, size) === undefined
}

function scale({ width, height }: Dimensions, share: number): Dimensions {
  return { width: Math.round(width * share), height: Math.round(height * share) }
}
