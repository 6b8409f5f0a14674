/** Connections as both processes know them: a service with the user's address and key. Keys never appear here. */
import type { AddressProblem } from './address-problem'
import { findService, listServices } from './services'
import type { ModelListing, ModelType } from './services/service'
import { getServiceId, parseModelId, type ConnectionId, type ModelId, type ServiceId } from './services/ids'

export type { ModelType } from './services/service'

/** A connection in Settings, in the order of the model list. */
export interface Connection {
  readonly id: ConnectionId
  readonly service: ServiceId
  /** Display name. */
  readonly name: string
  /** Empty: the environment's address for the service's first connection, else the service's default. */
  readonly baseUrl: string
  readonly isDisabled?: true
  /** Types the user set for models whose names don't reveal them. */
  readonly types?: Readonly<Record<string, ModelType>>
  /** The context windows of its text models, in tokens, as set by the user. They override the server's list. */
  readonly contextTokens?: Readonly<Record<string, number>>
}

export type SecretStatus =
  | { readonly source: 'none' }
  | { readonly source: 'environment'; readonly variable: string }
  /** `saved`: encrypted on disk. `session`: in memory until Easel quits, because there's no system keyring. */
  | { readonly source: 'saved' | 'session' }
  /**
   * There's a key, but it belongs to another server address. It must be entered again before anything is sent to this
   * one.
   */
  | { readonly source: 'withheld'; readonly savedFor: string }
  /** Saved, but the system keyring can't decrypt it anymore. */
  | { readonly source: 'unreadable' }
  /** It's saved or in this environment variable, but no header can contain it. */
  | { readonly source: 'unusable'; readonly variable?: string }

/** The server to call. With a `problem`, nothing is sent, and `value` is only for display. */
export interface ServerAddress {
  readonly value: string
  readonly source: 'settings' | 'environment' | 'default'
  /** The environment variable it comes from. */
  readonly variable?: string
  readonly problem?: AddressProblem
}

export interface ConnectionView extends Connection {
  /** `environment`: created by environment variables, not in Settings. */
  readonly origin: 'settings' | 'environment'
  /** Created by environment variables, so it would reappear if it were removed. */
  readonly isFromEnvironment?: true
  readonly key: SecretStatus
  readonly address: ServerAddress
  /** The models its server lists. Absent while unknown. */
  readonly listing?: ModelListing
}

/** The name of a connection's key in the vault. */
export type KeyName = `key:${ConnectionId}` | `${string}Key`

export function getKeyName({ id }: Pick<Connection, 'id'>): KeyName {
  // A service's first connection may keep its key name from before there were several.
  const first = findService(id)
  return first?.firstVersion?.keyName ?? `key:${id}`
}

export function isKeyName(name: string): name is KeyName {
  return /^key:[a-z\d-]{1,60}$/.test(name) || listServices().some(({ firstVersion }) => firstVersion?.keyName === name)
}

/** Whether requests can be sent with this key. */
export function isUsableKey({ source }: SecretStatus): boolean {
  return source === 'saved' || source === 'session' || source === 'environment'
}

/** Whether this connection needs a key and has no usable one. */
export function lacksKey({ service, key }: Pick<ConnectionView, 'service' | 'key'>): boolean {
  return findService(service)?.key === 'required' && !isUsableKey(key)
}

export function findConnection(
  connections: readonly ConnectionView[],
  model: ModelId | undefined,
): ConnectionView | undefined {
  const id = model && parseModelId(model)?.connection
  return connections.find((connection) => connection.id === id)
}

/** Returns the connection's name; for a removed connection, its service's. */
export function getConnectionName(connections: readonly ConnectionView[], model: ModelId): string {
  return nameConnection(connections, parseModelId(model)?.connection ?? model)
}

/** The same, by connection id. */
export function nameConnection(connections: readonly ConnectionView[], id: ConnectionId): string {
  const known = connections.find((connection) => connection.id === id)
  return known?.name ?? findService(getServiceId(id))?.name ?? id
}

/** Picks the fields that Settings save. */
export function pickConnection(connection: Connection): Connection {
  const { id, service, name, baseUrl, isDisabled, types, contextTokens } = connection
  const own = { ...(types && { types }), ...(contextTokens && { contextTokens }) }
  return { id, service, name, baseUrl, ...(isDisabled && { isDisabled }), ...own }
}

/**
 * Returns the connections to save after one was changed. The changed one is saved even if only the environment created
 * it; other connections from the environment stay out.
 */
export function changeConnection(
  connections: readonly ConnectionView[],
  id: ConnectionId,
  change: (connection: Connection) => Connection,
): readonly Connection[] {
  return connections.flatMap((connection) => {
    const kept = pickConnection(connection)
    if (connection.id === id) return [pickConnection(change(kept))]
    return connection.origin === 'settings' ? [kept] : []
  })
}
