/** Settings and keys for the rest of main: the current values, their sources, and notifications of changes. */
import type { BadAddress } from '@shared/address-problem'
import type { ModelListing } from '@shared/catalogue/offers'
import { cleanKey } from '@shared/clean-key'
import {
  getKeyName,
  type Connection,
  type ConnectionView,
  type SecretStatus,
  type ServerAddress,
} from '@shared/connections'
import { FailureError, type FailureCode } from '@shared/failure'
import { findService } from '@shared/services'
import { SERVICES } from '@shared/services/list'
import type { ConnectionId } from '@shared/services/ids'
import type { ServiceModule } from '@shared/services/service'
import type { BlobAccess, SecretName, Settings, SettingsChange, SettingsView } from '@shared/settings'
import type { Environment } from '../environment'
import { storageFailureCode } from '../files/storage-failure'
import { redact, registerSecret } from '../log/redact'
import { isBlankAddress, parseBaseUrl, readBaseUrl, readOrigin } from './base-url'
import type { Secret, SecretVault } from './secret-vault'
import type { SettingsStore } from './settings-store'

/** Saved settings override the environment. The first variable that is set applies. */
const BLOB_VARIABLES = ['BLOB_READ_WRITE_TOKEN', 'VERCEL_BLOB_READ_WRITE_TOKEN'] as const

/** The "origin" of an unusable address. No key is tied to it, so none is ever sent. */
const NO_ORIGIN = ''

export interface SettingsParts {
  readonly settings: SettingsStore
  readonly vault: SecretVault
  readonly environment: Environment
  /** Returns the list of models of a connection's server, if known. */
  readonly findListing?: (connection: ConnectionId, server: string) => ModelListing | undefined
}

type WithoutValue = Extract<SecretStatus, { source: 'none' | 'withheld' | 'unreadable' | 'unusable' }>

type Found =
  | { readonly status: Exclude<SecretStatus, WithoutValue>; readonly value: string }
  | { readonly status: WithoutValue; readonly value?: undefined }

/** Why nothing can be sent. */
export type AccountProblem = Extract<
  FailureCode,
  'key-missing' | 'key-withheld' | 'key-unusable' | 'address-unusable' | 'connection-missing' | 'connection-disabled'
>

/** Where a connection's requests are sent, and with which key. */
export interface Account {
  readonly baseUrl: string
  /** Absent if the service needs none. */
  readonly key?: string
  /** Where its models are listed, if that's another address. */
  readonly listUrl?: string
}

type CleanedKey = ReturnType<typeof cleanKey>

type Addressed = Pick<Connection, 'id' | 'service' | 'baseUrl'>

export class SettingsService {
  readonly #parts: SettingsParts
  readonly #listeners = new Set<(view: SettingsView) => void>()
  /** The environment's keys by variable. Absent if not set. */
  readonly #environmentKeys = new Map<string, CleanedKey>()
  /** The cleaned keys: cleaning one takes a tenth of a millisecond, and each call needs its key several times. */
  readonly #savedKeys = new WeakMap<Secret, CleanedKey>()

  constructor(parts: SettingsParts) {
    this.#parts = parts
    for (const name of [...BLOB_VARIABLES, ...SERVICES.flatMap(({ variables }) => variables.key)]) {
      const value = parts.environment[name]?.trim()
      if (!value) continue
      registerSecret(value)
      const cleaned = cleanKey(value)
      if ('key' in cleaned) registerSecret(cleaned.key)
      this.#environmentKeys.set(name, cleaned)
    }
  }

  /** The settings themselves, without what `view` finds out about each connection. */
  get current(): Settings {
    return this.#parts.settings.current
  }

  view(): SettingsView {
    const { settings, vault } = this.#parts
    return {
      settings: settings.current,
      connections: this.#connections(),
      blobToken: this.#findToken().status,
      keyStore: vault.keyStore,
      ...(settings.setAside && { setAside: settings.setAside }),
    }
  }

  /** Applies all changes, or none if an address or key can't be used. */
  change({ settings = {}, secrets = {} }: SettingsChange): SettingsView {
    const before = this.#parts.settings.current.connections
    const connections = settings.connections?.map((connection) => withOneSpelling(connection, before))
    const keys = (Object.entries(secrets) as [SecretName, string | null | undefined][]).map(cleanEntry)
    const next = connections ?? before
    const keyed = next.map((connection) => ({ connection, name: getKeyName(connection) }))
    for (const [name, value] of keys) {
      // A key entered with an unusable address wouldn't be tied to any server.
      const owner = keyed.find((one) => one.name === name)?.connection
      const address = owner && this.#address(owner)
      if (value && address?.problem) {
        throw refused('address-unusable', { value: address.value, problem: address.problem })
      }
    }
    try {
      this.#parts.settings.change({ ...settings, ...(connections && { connections }) })
      // After the address, because a new key is tied to the address that is saved with it.
      for (const [name, value] of keys) {
        if (value === null) this.#parts.vault.remove(name)
        else if (value !== undefined) this.#parts.vault.write(name, value, this.#boundTo(name))
      }
      // Delete the keys of removed connections.
      const gone = before.filter(({ id }) => !next.some((connection) => connection.id === id))
      for (const connection of gone) this.#parts.vault.remove(getKeyName(connection))
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

  /**
   * Returns the account of a connection, or why nothing can be sent. An unusable address stops all calls: there is no
   * fallback address.
   */
  account(id: ConnectionId): Account | { readonly problem: AccountProblem } {
    const connection = this.#list().find((one) => one.id === id)
    const service = connection && findService(connection.service)
    if (!connection || !service) return { problem: 'connection-missing' }
    if (connection.isDisabled) return { problem: 'connection-disabled' }
    const { value: baseUrl, problem } = this.#address(connection)
    if (problem) return { problem: 'address-unusable' }
    const { value, status } = this.#findKey(connection)
    const listUrl = this.findListUrl(connection)
    if (value !== undefined) return { key: value, baseUrl, ...(listUrl !== undefined && { listUrl }) }
    // A key that must not be sent isn't the same as no key.
    if (service.key !== 'required' && status.source === 'none') return { baseUrl }
    return { problem: problemOfKey(status) }
  }

  /** Returns the stored key, if it may be sent to this address (which may not be saved yet). */
  keyFor(connection: Addressed): string | undefined {
    const address = this.#address(connection)
    return address.problem ? undefined : this.#findKey(connection, readOrigin(address.value)).value
  }

  /** Returns the effective address of this connection, which may not be saved yet. */
  resolveAddress(connection: Addressed): ServerAddress {
    return this.#address(connection)
  }

  /**
   * Returns where the connection's models are listed, if that's another address than its own. A saved key is never sent
   * to another origin than its own.
   */
  findListUrl(connection: Addressed): string | undefined {
    const { listAddress } = findService(connection.service) ?? {}
    const { value, source, problem } = this.#address(connection)
    if (!listAddress || problem || source === 'settings') return undefined
    const chosen = connection.id === connection.service ? this.#parts.environment[listAddress.variable] : undefined
    if (isBlankAddress(chosen)) return source === 'default' ? listAddress.address : undefined
    const listUrl = parseBaseUrl(chosen ?? '')
    const { source: keySource } = this.#findKey(connection).status
    const isSavedElsewhere = keySource === 'saved' || keySource === 'session'
    return listUrl !== undefined && isSavedElsewhere && readOrigin(listUrl) !== readOrigin(value) ? undefined : listUrl
  }

  blob(): { readonly token?: string; readonly access: BlobAccess } {
    const { value } = this.#findToken()
    return { access: this.#parts.settings.current.blobAccess, ...(value !== undefined && { token: value }) }
  }

  #connections(): readonly ConnectionView[] {
    const saved = this.#parts.settings.current.connections
    const made = new Set(this.#made().map(({ id }) => id))
    return this.#list().map((connection) => {
      const address = this.#address(connection)
      const listing = address.problem ? undefined : this.#parts.findListing?.(connection.id, address.value)
      return {
        ...connection,
        origin: saved.includes(connection) ? 'settings' : 'environment',
        ...(made.has(connection.id) && { isFromEnvironment: true }),
        key: this.#findKey(connection).status,
        address,
        ...(listing && { listing }),
      }
    })
  }

  /** Lists the connections in Settings with a known service, then those defined only by the environment. */
  #list(): readonly Connection[] {
    const saved = this.#parts.settings.current.connections.filter(({ service }) => findService(service))
    const made = this.#made().filter(({ id }) => !saved.some((connection) => connection.id === id))
    return [...saved, ...made]
  }

  /** Lists the connections defined by variables, whether or not Settings has them, too. */
  #made(): readonly Connection[] {
    return SERVICES.filter(({ variables }) =>
      variables.key.some((name) => !isBlankAddress(this.#parts.environment[name])),
    ).map(({ id, name }) => ({ id, service: id, name, baseUrl: '' }))
  }

  #findKey(connection: Addressed, origin = originOfServer(this.#address(connection))): Found {
    const service = findService(connection.service)
    if (service?.key === 'none') return { status: { source: 'none' } }
    const variables = connection.id === connection.service ? (service?.variables.key ?? []) : []
    return this.#find(getKeyName(connection), variables, origin, () => this.#address({ ...connection, baseUrl: '' }))
  }

  #findToken(): Found {
    return this.#find('blobToken', BLOB_VARIABLES)
  }

  /**
   * `home` returns the address that the environment's key is tied to. Tokens without an origin have only one address.
   */
  #find(name: SecretName, variables: readonly string[], origin?: string, home?: () => ServerAddress): Found {
    const saved = this.#parts.vault.read(name)
    if (saved === 'unreadable') return { status: { source: 'unreadable' } }
    if (saved) {
      if (saved.boundTo && saved.boundTo !== origin) {
        return { status: { source: 'withheld', savedFor: saved.boundTo } }
      }
      const cleaned = this.#cleanSaved(saved)
      if (!('key' in cleaned)) return { status: { source: 'unusable' } }
      return { value: cleaned.key, status: { source: saved.isSaved ? 'saved' : 'session' } }
    }
    for (const variable of variables) {
      const cleaned = this.#environmentKeys.get(variable)
      if (!cleaned || ('problem' in cleaned && cleaned.problem === 'empty')) continue
      // The environment's key is tied to the environment's address.
      const address = home?.()
      if (address && origin !== originOfServer(address)) {
        return { status: { source: 'withheld', savedFor: address.problem ? address.value : readOrigin(address.value) } }
      }
      if ('problem' in cleaned) return { status: { source: 'unusable', variable } }
      return { value: cleaned.key, status: { source: 'environment', variable } }
    }
    return { status: { source: 'none' } }
  }

  #cleanSaved(secret: Secret): CleanedKey {
    const cleaned = this.#savedKeys.get(secret) ?? cleanKey(secret.value)
    this.#savedKeys.set(secret, cleaned)
    return cleaned
  }

  #boundTo(name: SecretName): string | undefined {
    const owner = this.#list().find((connection) => getKeyName(connection) === name)
    return owner && originOfServer(this.#address(owner))
  }

  /** Returns the first address that is set, even if it's unusable: the next one wasn't chosen. */
  #address({ id, service, baseUrl }: Addressed): ServerAddress {
    if (!isBlankAddress(baseUrl)) return serverAddress(baseUrl, { source: 'settings' })
    const { address, variables } = findService(service) ?? ({} as Partial<ServiceModule>)
    for (const variable of id === service ? (variables?.address ?? []) : []) {
      const value = this.#parts.environment[variable]
      if (value !== undefined && !isBlankAddress(value)) {
        return serverAddress(value, { source: 'environment', variable })
      }
    }
    if (address === undefined) return { value: '', source: 'default', problem: 'missing' }
    return { value: address, source: 'default' }
  }
}

/** Normalizes a typed address, which may have extra parts. Throws for a new address that can't be used. */
function withOneSpelling(connection: Connection, before: readonly Connection[]): Connection {
  if (before.some(({ id, baseUrl }) => id === connection.id && baseUrl === connection.baseUrl)) return connection
  if (isBlankAddress(connection.baseUrl)) return { ...connection, baseUrl: '' }
  const { value, problem } = serverAddress(connection.baseUrl, { source: 'settings' })
  if (problem) throw refused('address-unusable', { value, problem })
  return { ...connection, baseUrl: value }
}

function serverAddress(text: string, from: Pick<ServerAddress, 'source' | 'variable'>): ServerAddress {
  const read = readBaseUrl(text)
  if ('address' in read) return { value: read.address, ...from }
  // It's shown, and may contain a password.
  return { value: redact(text.trim().slice(0, 200)), problem: read.problem, ...from }
}

function originOfServer({ value, problem }: ServerAddress): string {
  return problem ? NO_ORIGIN : readOrigin(value)
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

function refused(code: FailureCode, badAddress?: BadAddress): FailureError {
  return new FailureError({ code, charge: 'none', at: Date.now(), ...(badAddress && { badAddress }) })
}
