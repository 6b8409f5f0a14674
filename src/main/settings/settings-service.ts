/** Settings and keys for the rest of main: the current values, their sources, and notifications of changes. */
import type { ModelListing } from '@shared/catalogue/offers'
import { cleanKey } from '@shared/clean-key'
import { FailureError, type FailureCode } from '@shared/failure'
import {
  OPENAI_BASE_URL,
  type BlobAccess,
  type SecretName,
  type SecretStatus,
  type ServerAddress,
  type SettingsChange,
  type SettingsView,
} from '@shared/settings'
import type { Environment } from '../environment'
import { storageFailureCode } from '../files/storage-failure'
import { redact, registerSecret } from '../log/redact'
import { isBlankAddress, originOf, parseBaseUrl, readBaseUrl } from './base-url'
import type { SecretVault } from './secret-vault'
import type { SettingsStore } from './settings-store'

/** Saved settings override the environment. The first variable that is set counts. */
const VARIABLES: Readonly<Record<SecretName, readonly string[]>> = {
  openaiKey: ['OPENAI_API_KEY'],
  blobToken: ['BLOB_READ_WRITE_TOKEN', 'VERCEL_BLOB_READ_WRITE_TOKEN'],
}

/** The second name is from OpenAI's first libraries. A key set along with it is meant for that server. */
const ADDRESS_VARIABLES = ['OPENAI_BASE_URL', 'OPENAI_API_BASE'] as const

/** The "origin" of an address that can't be used. No key is tied to it, so none is ever sent. */
const NO_ORIGIN = ''

export interface SettingsParts {
  readonly settings: SettingsStore
  readonly vault: SecretVault
  readonly environment: Environment
  /** A server's list of models, if known. */
  readonly listingOf?: (server: string) => ModelListing | undefined
}

type WithoutValue = Extract<SecretStatus, { source: 'none' | 'withheld' | 'unreadable' | 'unusable' }>

type Found =
  | { readonly status: Exclude<SecretStatus, WithoutValue>; readonly value: string }
  | { readonly status: WithoutValue; readonly value?: undefined }

/** Why nothing can be sent. */
export type AccountProblem = Extract<FailureCode, 'key-missing' | 'key-withheld' | 'key-unusable' | 'address-unusable'>

export class SettingsService {
  readonly #parts: SettingsParts
  readonly #listeners = new Set<(view: SettingsView) => void>()

  constructor(parts: SettingsParts) {
    this.#parts = parts
    for (const name of Object.values(VARIABLES).flat()) {
      const value = parts.environment[name]?.trim()
      if (!value) continue
      registerSecret(value)
      const cleaned = cleanKey(value)
      if ('key' in cleaned) registerSecret(cleaned.key)
    }
  }

  view(): SettingsView {
    const { settings, vault, listingOf } = this.#parts
    const openaiBaseUrl = this.#baseUrl()
    const listing = openaiBaseUrl.problem ? undefined : listingOf?.(openaiBaseUrl.value)
    return {
      settings: settings.current,
      secrets: { openaiKey: this.#find('openaiKey').status, blobToken: this.#find('blobToken').status },
      openaiBaseUrl,
      ...(listing && { listing }),
      keyStore: vault.keyStore,
      ...(settings.setAside && { setAside: settings.setAside }),
    }
  }

  /** Applies all changes, or none if one of the addresses or keys can't be used. */
  change({ settings = {}, secrets = {} }: SettingsChange): SettingsView {
    const address = settings.openaiBaseUrl
    const openaiBaseUrl = address !== undefined && isBlankAddress(address) ? '' : address && parseBaseUrl(address)
    if (address !== undefined && openaiBaseUrl === undefined) throw refused('address-unusable')
    const keys = (Object.entries(secrets) as [SecretName, string | null | undefined][]).map(cleanEntry)
    // A key entered while the address can't be used would be tied to none.
    if (secrets.openaiKey && this.#baseUrl(openaiBaseUrl).problem) throw refused('address-unusable')
    try {
      this.#parts.settings.change({ ...settings, ...(openaiBaseUrl !== undefined && { openaiBaseUrl }) })
      // After the address, because a new key is tied to the address that is saved with it.
      for (const [name, value] of keys) {
        if (value === null) this.#parts.vault.remove(name)
        else if (value !== undefined) this.#parts.vault.write(name, value, this.#boundTo(name))
      }
    } catch (error) {
      const code = storageFailureCode(error) ?? 'disk-failed'
      throw new FailureError({ code, charge: 'none', at: Date.now() }, { cause: error })
    }
    const view = this.view()
    for (const listener of this.#listeners) listener(view)
    return view
  }

  onChanged(listener: (view: SettingsView) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Nothing is ever sent to another address than the chosen one: an address that can't be used stops all calls. */
  openai(): { readonly key: string; readonly baseUrl: string } | { readonly problem: AccountProblem } {
    const { value: baseUrl, problem } = this.#baseUrl()
    if (problem) return { problem: 'address-unusable' }
    const { value, status } = this.#find('openaiKey')
    return value === undefined ? { problem: problemOfKey(status) } : { key: value, baseUrl }
  }

  /** The stored key, if it may be sent to this address (which may not be saved yet). */
  openaiKeyFor(baseUrl: string): string | undefined {
    return this.#find('openaiKey', originOf(baseUrl)).value
  }

  /** The effective address for this setting (empty: the environment's, else OpenAI's). */
  resolveBaseUrl(setting: string): ServerAddress {
    return this.#baseUrl(setting)
  }

  blob(): { readonly token?: string; readonly access: BlobAccess } {
    const { value } = this.#find('blobToken')
    return { access: this.#parts.settings.current.blobAccess, ...(value !== undefined && { token: value }) }
  }

  #find(name: SecretName, origin = this.#boundTo(name)): Found {
    const saved = this.#parts.vault.read(name)
    if (saved === 'unreadable') return { status: { source: 'unreadable' } }
    if (saved) {
      if (saved.boundTo && saved.boundTo !== origin) {
        return { status: { source: 'withheld', savedFor: saved.boundTo } }
      }
      const cleaned = cleanKey(saved.value)
      if (!('key' in cleaned)) return { status: { source: 'unusable' } }
      return { value: cleaned.key, status: { source: saved.isSaved ? 'saved' : 'session' } }
    }
    for (const variable of VARIABLES[name]) {
      const cleaned = cleanKey(this.#parts.environment[variable] ?? '')
      if ('problem' in cleaned && cleaned.problem === 'empty') continue
      // The environment's key is tied to the environment's address.
      const home = this.#baseUrl('')
      if (origin !== undefined && origin !== originOfServer(home)) {
        return { status: { source: 'withheld', savedFor: home.problem ? home.value : originOf(home.value) } }
      }
      if ('problem' in cleaned) return { status: { source: 'unusable', variable } }
      return { value: cleaned.key, status: { source: 'environment', variable } }
    }
    return { status: { source: 'none' } }
  }

  #boundTo(name: SecretName): string | undefined {
    return name === 'openaiKey' ? originOfServer(this.#baseUrl()) : undefined
  }

  /** The first one that is set counts, even if it can't be used: the next one wasn't chosen. */
  #baseUrl(setting = this.#parts.settings.current.openaiBaseUrl): ServerAddress {
    if (!isBlankAddress(setting)) return serverAddress(setting, { source: 'settings' })
    for (const variable of ADDRESS_VARIABLES) {
      const value = this.#parts.environment[variable]
      if (value !== undefined && !isBlankAddress(value)) {
        return serverAddress(value, { source: 'environment', variable })
      }
    }
    return { value: OPENAI_BASE_URL, source: 'default' }
  }
}

function serverAddress(text: string, from: Pick<ServerAddress, 'source' | 'variable'>): ServerAddress {
  const read = readBaseUrl(text)
  if ('address' in read) return { value: read.address, ...from }
  // It's shown, and it may contain a password.
  return { value: redact(text.trim().slice(0, 200)), problem: read.problem, ...from }
}

function originOfServer({ value, problem }: ServerAddress): string {
  return problem ? NO_ORIGIN : originOf(value)
}

function problemOfKey({ source }: SecretStatus): AccountProblem {
  if (source === 'withheld') return 'key-withheld'
  return source === 'unusable' ? 'key-unusable' : 'key-missing'
}

function cleanEntry([name, value]: [SecretName, string | null | undefined]): [SecretName, string | null | undefined] {
  if (value === null || value === undefined) return [name, value]
  registerSecret(value.trim())
  const cleaned = cleanKey(value)
  if ('problem' in cleaned) throw refused('key-unusable')
  return [name, cleaned.key]
}

function refused(code: FailureCode): FailureError {
  return new FailureError({ code, charge: 'none', at: Date.now() })
}
