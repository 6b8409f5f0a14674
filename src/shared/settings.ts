/** Settings as both processes know them. Secrets never appear here, only where they come from. */
import type { BadAddress } from './address-problem'
import type { Limits, ProjectCaps } from './budget'
import { RECOMMENDED_MEANING, type ModelId } from './catalogue'
import type { Connection, ConnectionView, KeyName, SecretStatus } from './connections'
import { DEFAULT_IMAGE_OPTIONS, type ImageOptions } from './image-options'
import type { OwnPrices } from './own-prices'
import type { QuickAskShortcut } from './quick-ask'
import { SERVICES } from './services/list'

export type Theme = 'system' | 'light' | 'dark'
export type BlobAccess = 'public' | 'private'

export type OnLaunch = 'left-off' | 'new-chat'

/** Whether a prompt to an image model edits the last image of its chat. */
export type FollowUpPrompts = 'new-image' | 'edit-last'

export interface Settings extends Limits {
  readonly theme: Theme
  /** In the order of the model list. */
  readonly connections: readonly Connection[]
  readonly blobAccess: BlobAccess
  readonly projectCaps: ProjectCaps
  /** How many automatic retries a call gets when nothing can have been billed, 0 to 5. */
  readonly automaticRetries: number
  /** Whether attached files keep their metadata: camera, time, location. */
  readonly keepMetadata: boolean
  /** Whether saved copies contain prompt and settings. */
  readonly recipeInCopies: boolean
  /** Whether deleting an image permanently also deletes its uploaded copy. */
  readonly deleteBlobCopies: boolean
  /** Whether text fields mark misspelled words. macOS has its own setting for that. */
  readonly spellCheck: boolean
  /** The dictionaries to use. Empty: those of the system's languages. */
  readonly spellLanguages: readonly string[]
  /** Whether to show a system notification for an answer that arrives while Easel is in the background. */
  readonly notifyWhenDone: boolean
  /** The model that the recommended image model's alias means. */
  readonly recommendedModel: ModelId
  /** The options that new chats start with. */
  readonly imageDefaults: ImageOptions
  /** Prices of text models, entered by the user. */
  readonly ownPrices: OwnPrices
  /** The model that every new chat starts with. Null: the one used last. */
  readonly newChatModel: ModelId | null
  /** The text model that names new chats, at a cost. Null: they're named after the first words of their prompt. */
  readonly titleModel: ModelId | null
  /** Shown first in the model list. Those of a removed connection stay, in case it's added again. */
  readonly favoriteModels: readonly ModelId[]
  /** What a launch shows: where the user left off, or a new chat. */
  readonly onLaunch: OnLaunch
  /** For chats in which the user hasn't chosen. */
  readonly followUpPrompts: FollowUpPrompts
  /** The global shortcut of the quick-ask window. Null: none. */
  readonly quickAskShortcut: QuickAskShortcut | null
  /** The model most recently chosen or used. */
  readonly lastModel?: ModelId
}

export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  connections: SERVICES.flatMap(({ id, name, isBuiltIn }) =>
    isBuiltIn ? [{ id, service: id, name, baseUrl: '' }] : [],
  ),
  blobAccess: 'public',
  automaticRetries: 2,
  recommendedModel: RECOMMENDED_MEANING,
  imageDefaults: DEFAULT_IMAGE_OPTIONS,
  ownPrices: {},
  dailyCap: null,
  monthlyCap: null,
  askAbove: null,
  projectCaps: {},
  keepMetadata: false,
  recipeInCopies: true,
  deleteBlobCopies: false,
  spellCheck: false,
  spellLanguages: [],
  notifyWhenDone: true,
  newChatModel: null,
  titleModel: null,
  favoriteModels: [],
  onLaunch: 'left-off',
  followUpPrompts: 'new-image',
  quickAskShortcut: null,
}

export type SecretName = KeyName | 'blobToken'

export interface SettingsView {
  readonly settings: Settings
  /** In the order of the model list: those in Settings, then those that only the environment creates. */
  readonly connections: readonly ConnectionView[]
  readonly blobToken: SecretStatus
  /** Whether the operating system can encrypt keys. */
  readonly keyStore: 'available' | 'weak' | 'missing'
  /** The new name of a corrupt settings file that was set aside at this start. */
  readonly setAside?: string
}

export interface SettingsChange {
  readonly settings?: Partial<Settings>
  /** A string replaces the secret, `null` removes it, an absent field leaves it. */
  readonly secrets?: Partial<Record<SecretName, string | null>>
}

/** What a Test button sends: the values as typed, before they're saved. An absent secret means the stored one. */
export type ConnectionTest =
  | {
      readonly target: 'connection'
      readonly connection: Pick<Connection, 'id' | 'service' | 'baseUrl'>
      readonly key?: string
    }
  | { readonly target: 'blob'; readonly token?: string; readonly access: BlobAccess }

/** The result of testing a service: a locale key under `settings.test` and the values for its placeholders. */
export interface ServiceVerdict {
  readonly ok: boolean
  readonly sentence: ConnectionSentence
  readonly values?: Readonly<Record<string, string | number>>
}

/** The result of a Test button. Nothing is sent to a bad address. */
export type ConnectionVerdict = (
  | ServiceVerdict
  | { readonly ok: false; readonly sentence: 'badAddress'; readonly badAddress: BadAddress }
) & {
  /** An address at which the service was found, or may be. */
  readonly suggestion?: string
}

export type ConnectionSentence =
  | 'works'
  | 'worksNoImages'
  | 'noList'
  | 'notAnApi'
  | 'worksElsewhere'
  | 'keyMissing'
  | 'keyWithheld'
  | 'keyRejected'
  | 'accessDenied'
  | 'unreachable'
  | 'proxySignIn'
  | 'proxyRefused'
  | 'proxyUnreachable'
  | 'proxyUnsupported'
  | 'proxyUnknown'
  | 'certificateUntrusted'
  | 'serverFailed'
  | 'badEnvironmentAddress'
  | 'keyUnusable'
  | 'tokenUnusable'
  | 'blobWorks'
  | 'blobWorksNotRemoved'
  | 'tokenMissing'
  | 'tokenRejected'
  | 'blobWrongAccess'
  | 'storeSuspended'
  | 'badBlobAddress'
