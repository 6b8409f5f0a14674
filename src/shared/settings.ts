/** Settings as both sides know them. Secrets never appear here, only where they come from. */
import type { Limits } from './budget'
import { RECOMMENDED_MEANING, type ModelId } from './catalogue'
import type { ModelListing } from './catalogue/offers'
import { DEFAULT_IMAGE_OPTIONS, type ImageOptions } from './image-options'
import type { OwnPrices } from './own-prices'

export type Theme = 'system' | 'light' | 'dark'
export type BlobAccess = 'public' | 'private'

export interface Settings extends Limits {
  readonly theme: Theme
  /** Empty: the environment's, else OpenAI's own. */
  readonly openaiBaseUrl: string
  readonly blobAccess: BlobAccess
  /** How often a call is repeated by itself where provably nothing was billed; 0 to 5. */
  readonly automaticRetries: number
  /** Whether copies that leave Easel say what they were made from. */
  readonly recipeInCopies: boolean
  /** What the alias of the recommended image model means. */
  readonly recommendedModel: ModelId
  /** The options that a new chat begins with. */
  readonly imageDefaults: ImageOptions
  /** What text models cost, as the user knows it. */
  readonly ownPrices: OwnPrices
  /** The model that every new chat starts with; null: the one used last. */
  readonly newChatModel: ModelId | null
  /** The model used last: chosen, or sent to. */
  readonly lastModel?: ModelId
}

export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  openaiBaseUrl: '',
  blobAccess: 'public',
  automaticRetries: 2,
  recommendedModel: RECOMMENDED_MEANING,
  imageDefaults: DEFAULT_IMAGE_OPTIONS,
  ownPrices: {},
  dailyCap: null,
  monthlyCap: null,
  askAbove: null,
  recipeInCopies: true,
  newChatModel: null,
}

export const OPENAI_BASE_URL = 'https://api.openai.com/v1'

export type SecretName = 'openaiKey' | 'blobToken'

export type SecretStatus =
  | { readonly source: 'none' }
  | { readonly source: 'environment'; readonly variable: string }
  /** `saved`: encrypted on disk; `session`: in memory until Easel quits, because no system store is available. */
  | { readonly source: 'saved' | 'session' }
  /** A key exists but belongs to another server address; it must be entered again before anything is sent there. */
  | { readonly source: 'withheld'; readonly savedFor: string }
  /** Saved, but the system store can no longer decrypt it. */
  | { readonly source: 'unreadable' }

export interface SettingsView {
  readonly settings: Settings
  readonly secrets: Readonly<Record<SecretName, SecretStatus>>
  readonly openaiBaseUrl: { readonly value: string; readonly source: 'settings' | 'environment' | 'default' }
  /** Which models the server in force says it offers; absent while that is not known. */
  readonly listing?: ModelListing
  /** Whether the operating system can keep keys encrypted. */
  readonly keyStore: 'available' | 'weak' | 'missing'
  /** Name of the file that a broken settings file was set aside as, when that happened at this start. */
  readonly setAside?: string
}

export interface SettingsChange {
  readonly settings?: Partial<Settings>
  /** A string replaces the secret, `null` removes it, absence leaves it. */
  readonly secrets?: Partial<Record<SecretName, string | null>>
}

/** What a Test button asks: with the values as typed, before they are saved. An absent secret means the stored one. */
export type ConnectionTest =
  | { readonly target: 'openai'; readonly key?: string; readonly baseUrl: string }
  | { readonly target: 'blob'; readonly token?: string; readonly access: BlobAccess }

/** The answer of a Test button: a locale key under `settings.test` and what fills its gaps. */
export interface ConnectionVerdict {
  readonly ok: boolean
  readonly sentence: ConnectionSentence
  readonly values?: Readonly<Record<string, string | number>>
}

export type ConnectionSentence =
  | 'openaiWorks'
  | 'openaiWorksNoImages'
  | 'openaiNoList'
  | 'openaiNotAnApi'
  | 'keyMissing'
  | 'keyWithheld'
  | 'keyRejected'
  | 'accessDenied'
  | 'unreachable'
  | 'serverFailed'
  | 'badAddress'
  | 'blobWorks'
  | 'blobWorksNotRemoved'
  | 'tokenMissing'
  | 'tokenRejected'
  | 'blobWrongAccess'
  | 'storeSuspended'
