/**
 * How services, connections and models are named. Pure.
 *
 * A connection is a service with a key and address of the user's. Its id starts with the service's id, so that the
 * service is known from the id alone, even after the connection was removed.
 */

/** One of `SERVICES` (`list.ts`): lowercase letters and digits. */
export type ServiceId = string
/** The service's id for its first connection, `service-suffix` for others. It never changes. */
export type ConnectionId = string
/** `connection:name`. The part after the first colon is ours; requests use the model's `wireName`. */
export type ModelId = `${ConnectionId}:${string}`

/**
 * Replaces the connection in models of answers that were imported from another app, if the service isn't known. No
 * service has this name, and these models can't be used again.
 */
export const IMPORTED: ConnectionId = 'imported'

export function getServiceId(connection: ConnectionId): ServiceId {
  const end = connection.indexOf('-')
  return end < 0 ? connection : connection.slice(0, end)
}

/** Undefined if it can't be a model's id. Names may contain colons: `compatible-attic:llama3:8b`. */
export function parseModelId(id: string): { readonly connection: ConnectionId; readonly name: string } | undefined {
  const [, connection, name] = /^([a-z][a-z\d]*(?:-[a-z\d]+)*):(.+)$/.exec(id) ?? []
  return connection !== undefined && name !== undefined ? { connection, name } : undefined
}
