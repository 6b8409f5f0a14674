import type { ImageBackground, ImageFormat, ImageModeration, ImageQuality, ImageSize } from '../image-options'
import type { MicroUsd } from '../pricing'

export type ProviderId = 'demo' | 'openai'
/** `provider:name`; the part behind the colon is ours, what goes over the wire is `wireName`. */
export type ModelId = `${ProviderId}:${string}`
/** "2026-12-01", in UTC. */
export type IsoDate = string

/** US dollars per million tokens, as the provider prints them, with where and when they were read. */
export interface TokenPrices {
  readonly textIn: number
  /** Of input that the provider says it had cached; its image endpoint does not say so today. */
  readonly textCached: number
  readonly imageIn: number
  readonly imageCached: number
  readonly imageOut: number
  /** Absent: text in the answer of an image model costs what its pictures cost. */
  readonly textOut?: number
  readonly asOf: IsoDate
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
  /** More pixels than these are possible, and called experimental by the provider. */
  readonly experimentalAbove: number
}

/** What pictures may be sent along with a prompt. Bytes are decimal: 50 MB are 50,000,000. */
export interface ReferenceRule {
  readonly most: number
  readonly maxBytes: number
  readonly formats: readonly ImageFormat[]
  /** A PNG as large as the first picture; what is transparent in it is made anew. Absent: no mask is taken. */
  readonly mask?: { readonly maxBytes: number }
  /** A transparent PNG with marks, laid over the first picture; never together with a mask. */
  readonly takesMarkup: boolean
  /** How closely the model can be told to keep to the pictures; empty where it must not be told. */
  readonly fidelities: readonly ('low' | 'high')[]
}

/**
 * The per-quality base B of OpenAI's token calculator (see `pricing.ts`). A pair is a measured range for models whose
 * bases are not published.
 */
export type TokenBases = Partial<Record<ImageQuality, number | readonly [number, number]>>

/** What one picture costs where the provider prints that instead: square, and with unequal edges. */
export type ImagePrices = Partial<Record<ImageQuality, { readonly square: MicroUsd; readonly oblong: MicroUsd }>>

/** Names one line that helps choosing; the page has the words (`model.note`). */
export type ModelNote =
  | 'image2'
  | 'flare'
  | 'sunburst'
  | 'flareNew'
  | 'sunburstNew'
  | 'old'
  | 'terra'
  | 'sol'
  | 'astra'
  | 'luna'
  | 'mini'
  | 'demoImage'
  | 'demoText'

interface ModelFacts {
  readonly id: ModelId
  readonly provider: ProviderId
  /** The name on screen. */
  readonly name: string
  /** The name in the request. */
  readonly wireName: string
  /** Absent for models of which we know no more than the name. */
  readonly note?: ModelNote
  /** The day from which the provider does not answer for it any more. */
  readonly shutdown?: IsoDate
  /** What is used in its place then. */
  readonly successor?: ModelId
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
  /** Absent: it makes pictures from words only. */
  readonly references?: ReferenceRule
  /** Characters. */
  readonly maxPromptLength: number
  /** Absent: the provider names no price that we know. `'free'`: costs nothing. */
  readonly prices?: TokenPrices | 'free'
  /** How many tokens a picture takes; at most one of the two. */
  readonly tokenBases?: TokenBases
  readonly imagePrices?: ImagePrices
}

export interface TextModel extends ModelFacts {
  readonly kind: 'text'
  readonly maxPromptLength: number
  readonly prices?: 'free'
}

export type Model = ImageModel | TextModel
