import type {
  AspectRatio,
  ImageBackground,
  ImageFormat,
  ImageModeration,
  ImageQuality,
  ImageResolution,
  ImageSize,
} from '../image-options'
import type { MicroUsd } from '../money'
import type { TextSettingRule } from '../text-settings'
import type { ConnectionId, ModelId, ServiceId } from './ids'

/** "2026-12-01", in UTC. */
export type IsoDate = string

/** US dollars per million tokens, as the provider prints them, with the source and its date. */
export interface TokenPrices {
  readonly textIn: number
  /** For cached input. The image endpoint doesn't report cached tokens today. */
  readonly textCached: number
  readonly imageIn: number
  readonly imageCached: number
  readonly imageOut: number
  /** Absent: text in an image model's answer costs the same as its images. */
  readonly textOut?: number
  readonly asOf: IsoDate
  readonly source: string
}

/** The limits of free sizes. Edges in pixels. */
export interface SizeRule {
  readonly multipleOf: number
  readonly minPixels: number
  readonly maxPixels: number
  readonly maxEdge: number
  /** The most that the longer edge divided by the shorter edge can be. */
  readonly maxAspect: number
  /** More pixels than this are possible, but the provider calls them experimental. */
  readonly experimentalAbove: number
}

/**
 * How the part of the first image that is to change is named. `alpha`: by a PNG of the same size, transparent there.
 * `words`: the model takes no mask, so the prompt says where it is.
 */
export type MaskRule = { readonly sentAs: 'alpha'; readonly maxBytes: number } | { readonly sentAs: 'words' }

/** The images that can be sent with a prompt. Bytes are decimal: 50 MB are 50,000,000. */
export interface ReferenceRule {
  /** Absent: it also makes images from words alone. */
  readonly least?: number
  readonly most: number
  readonly maxBytes: number
  /** Of all images of a request. Absent: no limit is known. */
  readonly maxBytesTogether?: number
  readonly formats: readonly ImageFormat[]
  /** Absent: nothing can be said about parts of an image. */
  readonly mask?: MaskRule
  /** A transparent PNG with marks, placed over the first image. Never together with a mask. */
  readonly takesMarkup: boolean
  /** How closely the model can be told to follow the images. Empty when the request must not say so. */
  readonly fidelities: readonly ('low' | 'high')[]
  /**
   * How many input tokens one image takes: at least and at most. What is reserved under a cap is the most, so it's a safe
   * bound. Absent where images cost nothing, or no price is known.
   */
  readonly tokensEach?: readonly [low: number, high: number]
}

/**
 * The base B of the formula for tokens per quality (`imageOutputTokens`). A pair is a measured range for models without
 * published bases.
 */
export type TokenBases = Partial<Record<ImageQuality, number | readonly [number, number]>>

/** What one image costs where the provider lists that instead: square, and with unequal edges. */
export type ImagePrices = Partial<Record<ImageQuality, { readonly square: MicroUsd; readonly oblong: MicroUsd }>>

/** The same where only the resolution decides. A pair is a range. */
export type ResolutionPrices = Partial<Record<ImageResolution, MicroUsd | readonly [MicroUsd, MicroUsd]>>

/**
 * What an image costs where a service bills images or megapixels, and no tokens. The first step that is large enough for
 * the image decides, from the smallest; a larger image has no known price. A step without `maxPixels` fits every image. A
 * pair is a range.
 */
export interface UnitPrices {
  readonly unit: 'image' | 'megapixel'
  readonly steps: readonly {
    readonly maxPixels?: number
    readonly perUnit: MicroUsd | readonly [MicroUsd, MicroUsd]
  }[]
  /** What each input image costs. Absent: unknown, so that a request with images has no estimate. */
  readonly perInput?: MicroUsd | readonly [MicroUsd, MicroUsd]
  readonly asOf: IsoDate
  readonly source: string
}

/** US dollars per million tokens of a text model, which is the same as micro-dollars per token. */
export interface TextPrices {
  readonly textIn: number
  readonly textOut: number
}

/** What a service asks for input that it had cached, and for what it puts into its cache. Absent: unknown, if it differs. */
export interface CachePrices {
  readonly textCached?: number
  readonly textWritten?: number
}

/** As a service lists them, or its pages. */
export interface ListedTextPrices extends TextPrices, CachePrices {
  /** Of the whole request, once it has more input tokens than this. */
  readonly long?: TextPrices & CachePrices & { readonly above: number }
  /** Absent for prices that the user has entered. */
  readonly asOf?: IsoDate
  readonly source?: string
}

/** Selects a line that helps users choose. The page has the words (`model.note`). */
export type ModelNote =
  | 'image2'
  | 'flare'
  | 'sunburst'
  | 'sunburstJob'
  | 'flareNew'
  | 'sunburstNew'
  | 'old'
  | 'terra'
  | 'sol'
  | 'astra'
  | 'luna'
  | 'mini'
  | 'banana'
  | 'proImage'
  | 'demoImage'
  | 'demoText'

interface ModelFacts {
  readonly id: ModelId
  readonly service: ServiceId
  readonly connection: ConnectionId
  /** The display name. */
  readonly name: string
  /** The name in the request. */
  readonly wireName: string
  /** Absent for models of which only the name is known. */
  readonly note?: ModelNote
  /** The day on which the provider shuts it down. */
  readonly shutdown?: IsoDate
  /** The model to use after that. */
  readonly successor?: ModelId
  /** What it can do is told by its server's list, if at all, so only the server knows what it refuses. */
  readonly isToldByServer?: true
}

export const IMAGE_TOOLS = ['removeBackground', 'upscale', 'vectorize', 'vary'] as const
export type ImageToolName = (typeof IMAGE_TOOLS)[number]

/** What makes something of one image, without words. It's offered at the image, not in the model list. */
export interface ImageTool {
  readonly name: ImageToolName
  /** How much longer the edges get. Absent: they stay about as they are. */
  readonly factor?: number
  /** Of the image that it takes. */
  readonly maxInputEdge: number
  readonly maxInputPixels: number
}

export interface ImageModel extends ModelFacts {
  readonly kind: 'image'
  readonly tool?: ImageTool
  /** Only its name is known. The rest is what such models usually take; the server refuses what this one doesn't. */
  readonly isGuessed?: true
  /** Empty for a model that has aspect ratios in their place. */
  readonly sizes: readonly ImageSize[]
  readonly aspectRatios?: readonly AspectRatio[]
  /** Set wherever `aspectRatios` is. */
  readonly resolutions?: readonly ImageResolution[]
  readonly freeSizes?: SizeRule
  readonly qualities: readonly ImageQuality[]
  readonly formats: readonly ImageFormat[]
  /** The format can't be asked for. `formats` then has one, which says nothing. */
  readonly choosesFormat?: true
  readonly backgrounds: readonly ImageBackground[]
  readonly moderations: readonly ImageModeration[]
  readonly maxImages: number
  /** One call makes one image, so that prompt and input images are sent, and charged, once for each. */
  readonly makesOnePerCall?: true
  readonly maxPreviews: number
  /** Absent: it makes images from text only. */
  readonly references?: ReferenceRule
  /** In characters. */
  readonly maxPromptLength: number
  /** Absent: no known price. `'free'`: costs nothing. */
  readonly prices?: TokenPrices | 'free'
  /** What an image takes. At most one of the three is set. */
  readonly tokenBases?: TokenBases
  readonly imagePrices?: ImagePrices
  readonly resolutionPrices?: ResolutionPrices
  /** In place of `prices` where nothing is billed by tokens. */
  readonly unitPrices?: UnitPrices
}

export interface TextModel extends ModelFacts {
  readonly kind: 'text'
  readonly maxPromptLength: number
  /** Messages to it can contain images. Also set where only the service knows whether they can. */
  readonly sees?: true
  /** Absent: it takes instructions and nothing else. */
  readonly settings?: TextSettingRule
  /** What a request and its answer can have together, in tokens. Absent: unknown. */
  readonly contextTokens?: number
  /** How much of that an answer can take. Absent: unknown. */
  readonly outputTokens?: number
  readonly prices?: 'free'
  /** As listed, or as the user has entered them. */
  readonly tokenPrices?: ListedTextPrices
}

export type Model = ImageModel | TextModel
