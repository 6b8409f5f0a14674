/** Connections as both sides know them: services with an address and a key of the user's. Keys never appear here. */
import type { AddressProblem } from './address-problem'
import { findService, listServices } from './services'
import type { ModelListing, ModelType } from './services/service'
import { getServiceId, parseModelId, type ConnectionId, type ModelId, type ServiceId } from './services/ids'

export type { ModelType } from './services/service'

/** As saved in Settings, in the order of the model list. */
export interface Connection {
  readonly id: ConnectionId
  readonly service: ServiceId
  /** Shown wherever this connection is meant. */
  readonly name: string
  /** Empty: the environment's for the service's first connection, else the service's own. */
  readonly baseUrl: string
  readonly isDisabled?: true
  /** What the user says of models whose names don't tell. */
  readonly types?: Readonly<Record<string, ModelType>>
  /** The context windows of its text models, in tokens, as the user states them. They win over what the server lists. */
  readonly contextTokens?: Readonly<Record<string, number>>
}

export type SecretStatus =
  | { readonly source: 'none' }
  | { readonly source: 'environment'; readonly variable: string }
  /** `saved`: encrypted on the disk; `session`: in memory until Easel quits, because there's no system keyring. */
  | { readonly source: 'saved' | 'session' }
  /**
   * There's a key, but it belongs to another server address. It must be entered again before anything is sent to this
   * one.
   */
  | { readonly source: 'withheld'; readonly savedFor: string }
  /** Saved, but the system keyring can't decrypt it anymore. */
  | { readonly source: 'unreadable' }
  /** Saved, or in this variable of the environment, but no header can hold it. */
  | { readonly source: 'unusable'; readonly variable?: string }

/** The server that is asked. With a `problem` nothing is asked, and `value` is only what was set, to be shown. */
export interface ServerAddress {
  readonly value: string
  readonly source: 'settings' | 'environment' | 'default'
  /** The variable of the environment that it comes from. */
  readonly variable?: string
  readonly problem?: AddressProblem
}

export interface ConnectionView extends Connection {
  /** `environment`: made by variables, and not in Settings. */
  readonly origin: 'settings' | 'environment'
  /** Variables make it, so that it would be back at once if it were removed. */
  readonly isFromEnvironment?: true
  readonly key: SecretStatus
  readonly address: ServerAddress
  /** The models that its server lists. Absent while unknown. */
  readonly listing?: ModelListing
}

/** Under which name the vault has a connection's key. */
export type KeyName = `key:${ConnectionId}` | `${string}Key`

export function getKeyName({ id }: Pick<Connection, 'id'>): KeyName {
  // The first connection's key was saved under its own name before there were others.
  const first = findService(id)
  return first?.firstVersion?.keyName ?? `key:${id}`
}

export function isKeyName(name: string): name is KeyName {
  return /^key:[a-z\d-]{1,60}$/.test(name) || listServices().some(({ firstVersion }) => firstVersion?.keyName === name)
}

/** Whether requests that need this key can be made at all. */
export function isUsableKey({ source }: SecretStatus): boolean {
  return source === 'saved' || source === 'session' || source === 'environment'
}

/** Whether requests of this connection need a key that isn't there. */
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

/** The connection's name; of one that was removed, its service's. */
export function getConnectionName(connections: readonly ConnectionView[], model: ModelId): string {
  return nameConnection(connections, parseModelId(model)?.connection ?? model)
}

/** Likewise, by its own id. */
export function nameConnection(connections: readonly ConnectionView[], id: ConnectionId): string {
  const known = connections.find((connection) => connection.id === id)
  return known?.name ?? findService(getServiceId(id))?.name ?? id
}

/** What Settings keep of a connection. */
export function pickConnection(connection: Connection): Connection {
  const { id, service, name, baseUrl, isDisabled, types, contextTokens } = connection
  const own = { ...(types && { types }), ...(contextTokens && { contextTokens }) }
  return { id, service, name, baseUrl, ...(isDisabled && { isDisabled }), ...own }
}

/**
 * All connections as Settings are to keep them once one is changed. That one gets into Settings even if only the
 * environment made it; others of the environment stay out.
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
