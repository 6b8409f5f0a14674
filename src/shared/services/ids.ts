/**
 * How services, connections and models are named. Pure.
 *
 * A connection is a service with a key and an address of the user's. Its id starts with the service's id, so that what
 * belongs to a connection that was removed can still be told from the id alone.
 */

/** One of `SERVICES` (`list.ts`): lower-case letters and digits. */
export type ServiceId = string
/** The service's id for the connection that comes first, `service-suffix` for others. It never changes. */
export type ConnectionId = string
/** `connection:name`. The part after the first colon is ours; requests use the model's `wireName`. */
export type ModelId = `${ConnectionId}:${string}`

/**
 * In place of a connection in the models of answers that were imported from another app, where it isn't known which
 * service was asked. No service is called so, and none of these models can be asked again.
 */
export const IMPORTED: ConnectionId = 'imported'

export function getServiceId(connection: ConnectionId): ServiceId {
  const end = connection.indexOf('-')
  return end < 0 ? connection : connection.slice(0, end)
}

/** Undefined for what can't be a model's id. Names may contain colons: `compatible-attic:llama3:8b`. */
export function parseModelId(id: string): { readonly connection: ConnectionId; readonly name: string } | undefined {
  const [, connection, name] = /^([a-z][a-z\d]*(?:-[a-z\d]+)*):(.+)$/.exec(id) ?? []
  return connection !== undefined && name !== undefined ? { connection, name } : undefined
}
