/** Settings and keys as the rest of main uses them: what is in force, where it comes from, and who hears of changes. */
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

/** Saved settings win over the environment. The first variable that is set counts. */
const VARIABLES: Readonly<Record<SecretName, readonly string[]>> = {
  openaiKey: ['OPENAI_API_KEY'],
  blobToken: ['BLOB_READ_WRITE_TOKEN', 'VERCEL_BLOB_READ_WRITE_TOKEN'],
}

/** The second name is that of OpenAI's first libraries; a key that is set beside it is meant for that server. */
const ADDRESS_VARIABLES = ['OPENAI_BASE_URL', 'OPENAI_API_BASE'] as const

/** The "origin" of an address that cannot be used: no key is bound to it, so none is ever sent. */
const NO_ORIGIN = ''

export interface SettingsParts {
  readonly settings: SettingsStore
  readonly vault: SecretVault
  readonly environment: Environment
  /** The models that a server says it offers, as far as that is known. */
  readonly listingOf?: (server: string) => ModelListing | undefined
}

type WithoutValue = Extract<SecretStatus, { source: 'none' | 'withheld' | 'unreadable' | 'unusable' }>

type Found =
  | { readonly status: Exclude<SecretStatus, WithoutValue>; readonly value: string }
  | { readonly status: WithoutValue; readonly value?: undefined }

/** Why there is nothing to send, or nowhere to send it. */
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

  /** Applies everything, or nothing when an address or a key among it cannot be used. */
  change({ settings = {}, secrets = {} }: SettingsChange): SettingsView {
    const address = settings.openaiBaseUrl
    const openaiBaseUrl = address !== undefined && isBlankAddress(address) ? '' : address && parseBaseUrl(address)
    if (address !== undefined && openaiBaseUrl === undefined) throw refused('address-unusable')
    const keys = (Object.entries(secrets) as [SecretName, string | null | undefined][]).map(cleanEntry)
    // A key that is entered while the address cannot be used would belong to none.
    if (secrets.openaiKey && this.#baseUrl(openaiBaseUrl).problem) throw refused('address-unusable')
    try {
      this.#parts.settings.change({ ...settings, ...(openaiBaseUrl !== undefined && { openaiBaseUrl }) })
      // After the address: a new key belongs to the address that is saved with it.
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

  /** Nothing is ever sent to another address than the one that was chosen: one that cannot be used ends all calls. */
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

  /** The address in force when Settings hold this one (empty: the environment's, else OpenAI's). */
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
      // The key of the environment belongs to the address of the environment.
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

  /** Whatever was set first counts, also when it cannot be used: the next one was not chosen. */
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
  // Shown, and it may hold a password.
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
