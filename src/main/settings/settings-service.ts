/** Settings and keys as the rest of main uses them: what is in force, where it comes from, and who hears of changes. */
import type { ModelListing } from '@shared/catalogue/offers'
import { FailureError } from '@shared/failure'
import {
  OPENAI_BASE_URL,
  type BlobAccess,
  type SecretName,
  type SecretStatus,
  type SettingsChange,
  type SettingsView,
} from '@shared/settings'
import type { Environment } from '../environment'
import { storageFailureCode } from '../files/storage-failure'
import { registerSecret } from '../log/redact'
import { originOf, parseBaseUrl } from './base-url'
import type { SecretVault } from './secret-vault'
import type { SettingsStore } from './settings-store'

/** Saved settings win over the environment. The first variable that is set counts. */
const VARIABLES: Readonly<Record<SecretName, readonly string[]>> = {
  openaiKey: ['OPENAI_API_KEY'],
  blobToken: ['BLOB_READ_WRITE_TOKEN', 'VERCEL_BLOB_READ_WRITE_TOKEN'],
}

export interface SettingsParts {
  readonly settings: SettingsStore
  readonly vault: SecretVault
  readonly environment: Environment
  /** The models that a server says it offers, as far as that is known. */
  readonly listingOf?: (server: string) => ModelListing | undefined
}

type Found =
  | { readonly status: Exclude<SecretStatus, { source: 'none' | 'withheld' | 'unreadable' }>; readonly value: string }
  | {
      readonly status: Extract<SecretStatus, { source: 'none' | 'withheld' | 'unreadable' }>
      readonly value?: undefined
    }

export class SettingsService {
  readonly #parts: SettingsParts
  readonly #listeners = new Set<(view: SettingsView) => void>()

  constructor(parts: SettingsParts) {
    this.#parts = parts
    for (const name of Object.values(VARIABLES).flat()) {
      const value = parts.environment[name]?.trim()
      if (value) registerSecret(value)
    }
  }

  view(): SettingsView {
    const { settings, vault, listingOf } = this.#parts
    const openaiBaseUrl = this.#baseUrl()
    const listing = listingOf?.(openaiBaseUrl.value)
    return {
      settings: settings.current,
      secrets: { openaiKey: this.#find('openaiKey').status, blobToken: this.#find('blobToken').status },
      openaiBaseUrl,
      ...(listing && { listing }),
      keyStore: vault.keyStore,
      ...(settings.setAside && { setAside: settings.setAside }),
    }
  }

  /** Applies everything or, when the address is none that a key may go to, nothing (`invalid-input`). */
  change({ settings = {}, secrets = {} }: SettingsChange): SettingsView {
    const address = settings.openaiBaseUrl
    const openaiBaseUrl = address ? parseBaseUrl(address) : address
    if (address && openaiBaseUrl === undefined) throw refused()
    try {
      this.#parts.settings.change({ ...settings, ...(openaiBaseUrl !== undefined && { openaiBaseUrl }) })
      // After the address: a new key belongs to the address that is saved with it.
      for (const [name, value] of Object.entries(secrets) as [SecretName, string | null | undefined][]) {
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

  openai(): { readonly key: string; readonly baseUrl: string } | { readonly problem: 'key-missing' | 'key-withheld' } {
    const { value, status } = this.#find('openaiKey')
    if (value === undefined) return { problem: status.source === 'withheld' ? 'key-withheld' : 'key-missing' }
    return { key: value, baseUrl: this.#baseUrl().value }
  }

  /** The stored key, if it may be sent to this address (which may not be saved yet). */
  openaiKeyFor(baseUrl: string): string | undefined {
    return this.#find('openaiKey', originOf(baseUrl)).value
  }

  /** The address in force when Settings hold this one (empty: the environment's, else OpenAI's). */
  resolveBaseUrl(setting: string): string | undefined {
    return setting === '' ? this.#baseUrl('').value : parseBaseUrl(setting)
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
      return { value: saved.value, status: { source: saved.isSaved ? 'saved' : 'session' } }
    }
    for (const variable of VARIABLES[name]) {
      const value = this.#parts.environment[variable]?.trim()
      if (!value) continue
      // The key of the environment belongs to the address of the environment.
      const home = originOf(this.#baseUrl('').value)
      if (origin !== undefined && origin !== home) return { status: { source: 'withheld', savedFor: home } }
      return { value, status: { source: 'environment', variable } }
    }
    return { status: { source: 'none' } }
  }

  #boundTo(name: SecretName): string | undefined {
    return name === 'openaiKey' ? originOf(this.#baseUrl().value) : undefined
  }

  #baseUrl(setting = this.#parts.settings.current.openaiBaseUrl): SettingsView['openaiBaseUrl'] {
    const saved = setting && parseBaseUrl(setting)
    if (saved) return { value: saved, source: 'settings' }
    const fromEnvironment = parseBaseUrl(this.#parts.environment['OPENAI_BASE_URL'] ?? '')
    if (fromEnvironment) return { value: fromEnvironment, source: 'environment' }
    return { value: OPENAI_BASE_URL, source: 'default' }
  }
}

function refused(): FailureError {
  return new FailureError({ code: 'request-refused', charge: 'none', at: Date.now() })
}
