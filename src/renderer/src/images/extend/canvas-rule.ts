/** Which canvases a model can fill, and the options to request one. Pure. */
import type { Model } from '@shared/catalogue'
import { fitOptions, ruleProblem } from '@shared/catalogue/options'
import { getAspect } from '@shared/catalogue/shapes'
import { changeOptions, getDimensions, type Dimensions, type ImageOptions } from '@shared/image-options'
import type { SizeRule } from '@shared/services/model'

export interface CanvasRule {
  /** The shapes that it makes, as width divided by height. Absent: every shape up to `maxAspect`. */
  readonly aspects?: readonly number[]
  /** The maximum of the longer edge divided by the shorter edge. */
  readonly maxAspect: number
  /** The exact size of a canvas within these limits can be requested. */
  readonly sizes?: SizeRule
}

/** The limit if the model has none. Longer shapes aren't useful as images. */
const ANY_ASPECT = 8

export function findCanvasRule(model: Model | undefined): CanvasRule {
  // The demo's result is as large as its input.
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

/** Returns the options for an image of this shape, and of this size if the model can make it. */
export function chooseCanvasOptions(model: Model | undefined, canvas: Dimensions, options: ImageOptions): ImageOptions {
  if (model?.kind !== 'image' || model.service === 'demo') return options
  const wanted = changeOptions(options, { size: `${canvas.width}x${canvas.height}` })
  const { size, aspectRatio, resolution } = fitOptions(model, wanted)
  // Larger sizes than usual cost more, so they are left for the user to choose.
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
