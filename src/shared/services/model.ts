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

/** US dollars per million tokens, as the provider publishes them, with the source and its date. */
export interface TokenPrices {
  readonly textIn: number
  /** For cached input. Today the image endpoint doesn't report cached tokens. */
  readonly textCached: number
  readonly imageIn: number
  readonly imageCached: number
  readonly imageOut: number
  /** Absent: text in an image model's answer costs the same as its images. */
  readonly textOut?: number
  readonly asOf: IsoDate
  readonly source: string
}

/** The limits of custom sizes. Edges in pixels. */
export interface SizeRule {
  readonly multipleOf: number
  readonly minPixels: number
  readonly maxPixels: number
  readonly maxEdge: number
  /** The highest ratio of the longer edge to the shorter one. */
  readonly maxAspect: number
  /** Larger pixel counts are possible, but the provider calls them experimental. */
  readonly experimentalAbove: number
}

/**
 * How the region of the first image to change is specified. `alpha`: by a PNG of the same size that is transparent
 * there. `words`: the model accepts no mask, so the prompt describes the region.
 */
export type MaskRule = { readonly sentAs: 'alpha'; readonly maxBytes: number } | { readonly sentAs: 'words' }

/** Limits for images sent with a prompt. Bytes are decimal: 50 MB are 50,000,000. */
export interface ReferenceRule {
  /** Absent: it also generates images from text alone. */
  readonly least?: number
  readonly most: number
  readonly maxBytes: number
  /** For all images of a request together. Absent: no known limit. */
  readonly maxBytesTogether?: number
  readonly formats: readonly ImageFormat[]
  /** Absent: a region of an image can't be specified. */
  readonly mask?: MaskRule
  /** Whether it accepts a transparent PNG with marks, placed over the first image. Never together with a mask. */
  readonly takesMarkup: boolean
  /** How closely the model can be told to follow the images. Empty if the request must not specify it. */
  readonly fidelities: readonly ('low' | 'high')[]
  /**
   * Input tokens per image: lowest and highest. The highest is reserved under a cap, so it must be a safe bound. Absent
   * if images cost nothing or no price is known.
   */
  readonly tokensEach?: readonly [low: number, high: number]
}

/**
 * The base B of the formula for tokens per quality (`imageOutputTokens`). A pair is a measured range for models without
 * published bases.
 */
export type TokenBases = Partial<Record<ImageQuality, number | readonly [number, number]>>

/** The price of one image, if the provider lists that instead: square, and other shapes. */
export type ImagePrices = Partial<Record<ImageQuality, { readonly square: MicroUsd; readonly oblong: MicroUsd }>>

/** The same if only the resolution determines the price. A pair is a range. */
export type ResolutionPrices = Partial<Record<ImageResolution, MicroUsd | readonly [MicroUsd, MicroUsd]>>

/**
 * The price of an image if a service bills images or megapixels instead of tokens. The first step large enough for the
 * image applies, from the smallest; larger images have no known price. A step without `maxPixels` fits every image. A
 * pair is a range.
 */
export interface UnitPrices {
  readonly unit: 'image' | 'megapixel'
  readonly steps: readonly {
    readonly maxPixels?: number
    readonly perUnit: MicroUsd | readonly [MicroUsd, MicroUsd]
  }[]
  /** The price per input image. Absent: unknown, so that a request with images has no estimate. */
  readonly perInput?: MicroUsd | readonly [MicroUsd, MicroUsd]
  readonly asOf: IsoDate
  readonly source: string
}

/** US dollars per million tokens of a text model, which equals micro-dollars per token. */
export interface TextPrices {
  readonly textIn: number
  readonly textOut: number
}

/**
 * Prices for input that the service had cached, and for input it writes to its cache. Absent: the price isn't known to
 * differ.
 */
export interface CachePrices {
  readonly textCached?: number
  readonly textWritten?: number
}

/** Prices from a service's list or pages. */
export interface ListedTextPrices extends TextPrices, CachePrices {
  /** Prices of the whole request, once it has more input tokens than this. */
  readonly long?: TextPrices & CachePrices & { readonly above: number }
  /** Absent for prices that the user entered. */
  readonly asOf?: IsoDate
  readonly source?: string
}

/** Selects a line of text that helps users choose. The page has the wording (`model.note`). */
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
  /** Absent for models known only by name. */
  readonly note?: ModelNote
  /** The day on which the provider shuts it down. */
  readonly shutdown?: IsoDate
  /** The model to use after that. */
  readonly successor?: ModelId
  /** Its abilities come from its server's list, if at all, so only the server knows what it rejects. */
  readonly isToldByServer?: true
}

export const IMAGE_TOOLS = ['removeBackground', 'upscale', 'vectorize', 'vary'] as const
export type ImageToolName = (typeof IMAGE_TOOLS)[number]

/** A model that transforms one image without a prompt. Offered on the image, not in the model list. */
export interface ImageTool {
  readonly name: ImageToolName
  /** The factor by which the edges grow. Absent: they stay about the same. */
  readonly factor?: number
  /** Limits of the input image. */
  readonly maxInputEdge: number
  readonly maxInputPixels: number
}

export interface ImageModel extends ModelFacts {
  readonly kind: 'image'
  readonly tool?: ImageTool
  /** Only its name is known. The rest is what such models usually accept; the server rejects what this one doesn't. */
  readonly isGuessed?: true
  /** Empty for a model that has aspect ratios instead. */
  readonly sizes: readonly ImageSize[]
  readonly aspectRatios?: readonly AspectRatio[]
  /** Set if `aspectRatios` is. */
  readonly resolutions?: readonly ImageResolution[]
  readonly freeSizes?: SizeRule
  readonly qualities: readonly ImageQuality[]
  readonly formats: readonly ImageFormat[]
  /** The service chooses the format. `formats` then has one entry without meaning. */
  readonly choosesFormat?: true
  readonly backgrounds: readonly ImageBackground[]
  readonly moderations: readonly ImageModeration[]
  readonly maxImages: number
  /** Each call makes one image, so prompt and input images are sent and charged once per image. */
  readonly makesOnePerCall?: true
  readonly maxPreviews: number
  /** Absent: it generates images from text only. */
  readonly references?: ReferenceRule
  /** In characters. */
  readonly maxPromptLength: number
  /** Absent: no known price. `'free'`: costs nothing. */
  readonly prices?: TokenPrices | 'free'
  /** Tokens or price per image. At most one of the three is set. */
  readonly tokenBases?: TokenBases
  readonly imagePrices?: ImagePrices
  readonly resolutionPrices?: ResolutionPrices
  /** Replaces `prices` if nothing is billed by tokens. */
  readonly unitPrices?: UnitPrices
}

export interface TextModel extends ModelFacts {
  readonly kind: 'text'
  readonly maxPromptLength: number
  /** Messages to it can contain images. Also set if only the service knows whether they can. */
  readonly sees?: true
  /** Absent: it only accepts instructions. */
  readonly settings?: TextSettingRule
  /** Maximum for a request and its answer together, in tokens. Absent: unknown. */
  readonly contextTokens?: number
  /** Maximum for the answer alone, in tokens. Absent: unknown. */
  readonly outputTokens?: number
  readonly prices?: 'free'
  /** As listed, or as entered by the user. */
  readonly tokenPrices?: ListedTextPrices
}

export type Model = ImageModel | TextModel
