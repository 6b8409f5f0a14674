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

/** What a model makes, or that it isn't offered. */
export type ModelType = 'image' | 'text' | 'hidden'

/** What an image model can be asked for, as its server's list says. What is absent can't be asked for. */
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
  /** Of images of this resolution only. */
  readonly resolution?: ImageResolution
}

/** What a server's list says of a model beyond its name. Each service reads its own list into these terms. */
export interface ListedFacts {
  /** The display name. */
  readonly title?: string
  /** `hidden`: it makes nothing that Easel can show. */
  readonly kind?: ModelType
  readonly options?: ListedOptions
  /** It takes images. */
  readonly sees?: true
  /** It sends an image in progress, as previews. */
  readonly streams?: true
  /** What a request and its answer can have together. */
  readonly contextTokens?: number
  /** How much of that an answer can take. */
  readonly outputTokens?: number
  /** What a text model can be told. Absent: the list doesn't say it. */
  readonly takes?: readonly TextSettingName[]
  readonly prices?: { readonly asOf: IsoDate; readonly lines: readonly ListedPrice[] }
}

/** One line of a server's list of models. */
export interface ListedModel {
  readonly name: string
  readonly shutdown?: string
  readonly facts?: ListedFacts
}

/** What a server lists, and when it was read. */
export interface ModelListing {
  readonly server: string
  /** In milliseconds since the epoch. */
  readonly readAt: number
  readonly models: readonly ListedModel[]
}

export type HelpPage = 'billing' | 'limits' | 'verify' | 'countries'

/** What both sides know of a service: facts and pure functions. Its adapter in main knows the wire format. */
export interface ServiceModule {
  readonly id: ServiceId
  /** A proper name, the same in every language. */
  readonly name: string
  /** Whether a new profile has a connection to it. */
  readonly isBuiltIn: boolean
  readonly key: 'required' | 'optional' | 'none'
  /**
   * What version 0.1 called the key and the address of its only connection. The vault has the key under this name, and
   * that version still reads both.
   */
  readonly firstVersion?: { readonly keyName: `${string}Key`; readonly addressField: string }
  /** Whose keys these are, as `findKeyOwner` names them. Absent where any key may be meant. */
  readonly keyOwner?: string
  /** How a whole key looks, without anything around it and without flags. Absent where that tells it from no other key. */
  readonly keyShapes?: readonly RegExp[]
  /** Pages of the service that help with a failure. */
  readonly helpPages?: Partial<Readonly<Record<HelpPage, string>>>
  /** Where to get a key. */
  readonly keysPage?: string
  /** The path of the API's version, which people leave out of addresses. */
  readonly versionPath?: string
  /** Whether names of models don't tell what they make, so that the user can say it. */
  readonly hasTypes?: true
  /** Whether a job goes on at the service when Easel ends, and is asked for again at the next start. */
  readonly keepsJobs?: true
  /** Whether its list tells prices of our models: they count where our table has none. */
  readonly listsPrices?: true
  /** Whether the service names the cost of each answer. */
  readonly reportsCost?: true
  /** Usual servers of this service, offered when one is added. */
  readonly presets?: readonly { readonly name: string; readonly address: string }[]
  /** The service's own address. Absent: each connection has its own. */
  readonly address?: string
  /**
   * Where the models are listed, and the variable that says otherwise, if `address` only takes jobs. For connections to
   * the service's own address or the environment's.
   */
  readonly listAddress?: { readonly address: string; readonly variable: string }
  /** The variables that make the first connection by themselves. The first one of each that is set counts. */
  readonly variables: { readonly key: readonly string[]; readonly address: readonly string[] }
  /** The models with known facts, in the order of the model list, under the ids of the service's first connection. */
  readonly models: readonly Model[]
  /**
   * A model that only a server lists, or an old message names: with what the list says of it, if that is known. Undefined
   * for models that can neither chat nor make images, and for anything that isn't a name.
   */
  describe(name: string, type?: ModelType, facts?: ListedFacts): Model | undefined
  /** The alias of the recommended model, with the facts of this one. Of the service whose models can be recommended. */
  recommend?(meaning: ModelId): ImageModel
  /** The model that an id names after its colon, where that isn't a name that `describe` understands. */
  find?(idName: string): Model | undefined
  /** Which of the names on this server's list are worth offering beside `models`. */
  isOffered(name: string, listed: ReadonlyMap<string, ListedModel>, server: string): boolean
  /**
   * Answers tell neither what they cost nor what that follows from: the price list and the number of images are all there
   * is, so costs are estimates.
   */
  readonly hidesCosts?: true
  /** Whether the service names the cost of a job afterwards, to keys that may read bills. */
  readonly reportsCostLater?: true
  /**
   * How many calls a connection is sent at a time. What is asked for beyond that waits its turn in main: it is neither
   * sent nor charged until then, and can be stopped for nothing.
   */
  readonly callsAtOnce: Readonly<Record<Model['kind'], number>>
}
