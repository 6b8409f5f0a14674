import type { ImageBackground, ImageFormat, ImageModeration, ImageQuality, ImageSize } from '../image-options'

export type ProviderId = 'demo' | 'openai'
/** `provider:name`; the part behind the colon is ours, what goes over the wire is `wireName`. */
export type ModelId = `${ProviderId}:${string}`

/** US dollars per million tokens, as the provider prints them, with where and when they were read. */
export interface TokenPrices {
  readonly textIn: number
  readonly imageIn: number
  readonly imageOut: number
  readonly asOf: string
  readonly source: string
}

/** The limits of sizes other than the presets. Edges in pixels. */
export interface SizeRule {
  readonly multipleOf: number
  readonly minPixels: number
  readonly maxPixels: number
  readonly maxEdge: number
  /** Longer edge divided by shorter edge, at most. */
  readonly maxAspect: number
}

/**
 * The per-quality base B of OpenAI's token calculator (see `pricing.ts`). A pair is a measured range for models whose
 * bases are not published.
 */
export type TokenBases = Partial<Record<ImageQuality, number | readonly [number, number]>>

interface ModelFacts {
  readonly id: ModelId
  readonly provider: ProviderId
  /** The name on screen. */
  readonly name: string
  /** The name in the request. */
  readonly wireName: string
  /** The locale key of one line that helps choosing. */
  readonly note: string
}

export interface ImageModel extends ModelFacts {
  readonly kind: 'image'
  readonly sizes: readonly ImageSize[]
  readonly freeSizes?: SizeRule
  readonly qualities: readonly ImageQuality[]
  readonly formats: readonly ImageFormat[]
  readonly backgrounds: readonly ImageBackground[]
  readonly moderations: readonly ImageModeration[]
  readonly maxImages: number
  readonly maxPreviews: number
  /** Characters. */
  readonly maxPromptLength: number
  /** Absent: the provider names no price that we know. `'free'`: costs nothing. */
  readonly prices?: TokenPrices | 'free'
  readonly tokenBases?: TokenBases
}

export interface TextModel extends ModelFacts {
  readonly kind: 'text'
  readonly maxPromptLength: number
  readonly prices?: 'free'
}

export type Model = ImageModel | TextModel
