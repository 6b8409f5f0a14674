import type {
  AspectRatio,
  ImageBackground,
  ImageFormat,
  ImageQuality,
  ImageResolution,
  ImageSize,
} from '../image-options'
import type { TextSettingName } from '../text-settings'
import type { QuantityName, UsageUnit } from '../usage'
import type { ModelId, ServiceId } from './ids'
import type { IsoDate, ImageModel, Model } from './model'

/** What a model produces, or that it isn't offered. */
export type ModelType = 'image' | 'text' | 'hidden'

/** The options of an image model, from its server's list. Absent ones must not be requested. */
export interface ListedOptions {
  readonly sizes?: readonly ImageSize[]
  readonly aspectRatios?: readonly AspectRatio[]
  readonly resolutions?: readonly ImageResolution[]
  readonly qualities?: readonly ImageQuality[]
  readonly formats?: readonly ImageFormat[]
  readonly backgrounds?: readonly ImageBackground[]
  readonly maxImages?: number
  readonly maxReferences?: number
}

/** One line of a price list: micro-dollars per unit, unrounded. A pair is a range. */
export interface ListedPrice {
  readonly what: QuantityName
  readonly unit: UsageUnit
  readonly each: number | readonly [low: number, high: number]
  /** Applies only to images of this resolution. */
  readonly resolution?: ImageResolution
}

/** What a server's list says about a model besides its name. Each service converts its own list. */
export interface ListedFacts {
  /** The display name. */
  readonly title?: string
  /** `hidden`: it produces nothing that Easel can show. */
  readonly kind?: ModelType
  readonly options?: ListedOptions
  /** It accepts images. */
  readonly sees?: true
  /** It streams previews of an image in progress. */
  readonly streams?: true
  /** Maximum for a request and its answer together, in tokens. */
  readonly contextTokens?: number
  /** Maximum for the answer alone, in tokens. */
  readonly outputTokens?: number
  /** The settings a text model accepts. Absent: not listed. */
  readonly takes?: readonly TextSettingName[]
  readonly prices?: { readonly asOf: IsoDate; readonly lines: readonly ListedPrice[] }
}

/** One entry of a server's model list. */
export interface ListedModel {
  readonly name: string
  readonly shutdown?: string
  readonly facts?: ListedFacts
}

/** A server's model list, and when it was read. */
export interface ModelListing {
  readonly server: string
  /** In milliseconds since the epoch. */
  readonly readAt: number
  readonly models: readonly ListedModel[]
}

export type HelpPage = 'billing' | 'limits' | 'verify' | 'countries'

/** What both processes know about a service: facts and pure functions. Its adapter in main knows the wire format. */
export interface ServiceModule {
  readonly id: ServiceId
  /** A proper name, the same in every language. */
  readonly name: string
  /** Whether new profiles have a connection to it. */
  readonly isBuiltIn: boolean
  readonly key: 'required' | 'optional' | 'none'
  /**
   * What version 0.1 called the key and the address of its only connection. The vault stores the key under this name,
   * and version 0.1 can still read both.
   */
  readonly firstVersion?: { readonly keyName: `${string}Key`; readonly addressField: string }
  /** Whose keys it uses, as named by `findKeyOwner`. Absent if any key may be right. */
  readonly keyOwner?: string
  /** Patterns of a whole key, without flags or surrounding characters. Absent if the shape isn't specific. */
  readonly keyShapes?: readonly RegExp[]
  /** Pages of the service that help with a failure. */
  readonly helpPages?: Partial<Readonly<Record<HelpPage, string>>>
  /** Where users get a key. */
  readonly keysPage?: string
  /** The path of the API version, which users often omit from addresses. */
  readonly versionPath?: string
  /** Whether model names don't reveal the type, so that the user can set it. */
  readonly hasTypes?: true
  /** Whether jobs continue at the service after Easel quits, and are resumed at the next start. */
  readonly keepsJobs?: true
  /** Whether its list has prices for our models, used if our table has none. */
  readonly listsPrices?: true
  /** Whether the service reports the cost of each answer. */
  readonly reportsCost?: true
  /** Common servers of this service, suggested when a connection is added. */
  readonly presets?: readonly { readonly name: string; readonly address: string }[]
  /** The service's own address. Absent: each connection has its own. */
  readonly address?: string
  /**
   * Where to list models if `address` only accepts jobs, and the variable that overrides it. For connections to the
   * service's own address or the environment's.
   */
  readonly listAddress?: { readonly address: string; readonly variable: string }
  /** The variables that create the first connection automatically. The first one set in each list counts. */
  readonly variables: { readonly key: readonly string[]; readonly address: readonly string[] }
  /** The built-in models, in display order, under the ids of the service's first connection. */
  readonly models: readonly Model[]
  /**
   * Describes a model that only a server's list or an old message names, with the list's facts if known. Undefined for
   * models that neither chat nor make images, and for strings that aren't names.
   */
  describe(name: string, type?: ModelType, facts?: ListedFacts): Model | undefined
  /** Builds the alias of the recommended model with this model's facts. Only in the service that has the alias. */
  recommend?(meaning: ModelId): ImageModel
  /** Finds the model for the part of an id after its colon, if `describe` doesn't understand that part. */
  find?(idName: string): Model | undefined
  /** Which names on this server's list to offer in addition to `models`. */
  isOffered(name: string, listed: ReadonlyMap<string, ListedModel>, server: string): boolean
  /**
   * Set if answers report neither their cost nor usage to compute it from. Costs are then estimates, from the price
   * list and the number of images.
   */
  readonly hidesCosts?: true
  /** Whether the service reports the cost of a job afterwards, to keys that may read billing data. */
  readonly reportsCostLater?: true
  /**
   * The maximum number of parallel calls per connection. Further ones wait in main: until their turn they are neither
   * sent nor charged, and stopping them costs nothing.
   */
  readonly callsAtOnce: Readonly<Record<Model['kind'], number>>
}
