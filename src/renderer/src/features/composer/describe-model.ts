/** The catalogue's facts about a model, for its card. Pure: the card does the wording and formatting. */
import type { ImageModel, Model } from '@shared/catalogue'
import { takesImages } from '@shared/catalogue/inputs'
import { findService } from '@shared/services'

export interface ModelFacts {
  /** Absent for text models, and if only the server knows. */
  readonly image?: ImageFacts
  /** Accepts attached images. */
  readonly takesImages: boolean
  /** A job continues at the service if Easel quits. */
  readonly survivesCrash: boolean
  /** How the cost of an answer is determined. */
  readonly cost: 'free' | 'reported' | 'computed' | 'estimated' | 'estimatedFirst'
  /** The source of the prices and their date. Absent if no price is known. */
  readonly prices?: { readonly source: string; readonly asOf: string }
  readonly shutdown?: string
}

interface ImageFacts {
  /** Sizes, or aspect ratios. */
  readonly shapes: readonly string[]
  readonly resolutions: readonly string[]
  /** The longest edge of custom sizes, in pixels. */
  readonly freeUpTo?: number
  readonly qualities: readonly string[]
  /** Empty if the model chooses. */
  readonly formats: readonly string[]
  readonly mostImages: number
  /** 0 if it takes none. */
  readonly mostReferences: number
  readonly hasMask: boolean
  /** Can make images without a background. */
  readonly isTransparent: boolean
  /** 0 if it sends none. */
  readonly mostPreviews: number
}

export function describeModel(model: Model): ModelFacts {
  const service = findService(model.service)
  const prices = model.kind === 'image' ? (model.unitPrices ?? model.prices) : model.tokenPrices
  const dated = prices === 'free' ? undefined : prices
  const isKnown = model.kind === 'image' && !model.isGuessed
  return {
    ...(isKnown && { image: describeImages(model) }),
    takesImages: takesImages(model),
    survivesCrash: service?.keepsJobs === true,
    cost: findCostSource(model),
    ...(dated?.asOf !== undefined &&
      dated.source !== undefined && { prices: { source: dated.source, asOf: dated.asOf } }),
    ...(model.shutdown !== undefined && { shutdown: model.shutdown }),
  }
}

function findCostSource({ prices, service: id }: Model): ModelFacts['cost'] {
  const service = findService(id)
  if (prices === 'free') return 'free'
  if (service?.reportsCost) return 'reported'
  if (service?.reportsCostLater) return 'estimatedFirst'
  return service?.hidesCosts ? 'estimated' : 'computed'
}

function describeImages(model: ImageModel): ImageFacts {
  const { sizes, aspectRatios, resolutions = [], freeSizes, formats, choosesFormat, references } = model
  return {
    shapes: aspectRatios ?? sizes,
    resolutions,
    ...(freeSizes && { freeUpTo: freeSizes.maxEdge }),
    qualities: model.qualities,
    formats: choosesFormat ? [] : formats,
    mostImages: model.maxImages,
    mostReferences: references?.most ?? 0,
    hasMask: references?.mask !== undefined,
    isTransparent: model.backgrounds.includes('transparent'),
    mostPreviews: model.maxPreviews,
  }
}
