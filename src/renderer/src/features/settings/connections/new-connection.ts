/** The form of "Add connection" and its result. Pure except for the id. */
import { cleanKey } from '@shared/clean-key'
import type { Connection } from '@shared/connections'
import { isBlank } from '@shared/is-blank'
import { findService, listServices } from '@shared/services'
import type { ConnectionId, ServiceId } from '@shared/services/ids'

/** Services that can be added, in the order of the list. */
export const ADDABLE = listServices().filter(({ key }) => key !== 'none')

/** Returns the service's name, with a number if another connection has it. */
export function proposeName(service: ServiceId, connections: readonly Connection[]): string {
  const base = findService(service)?.name ?? service
  const taken = new Set(connections.map(({ name }) => name.toLowerCase()))
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? base : `${base} ${number}`
    if (!taken.has(name.toLowerCase())) return name
  }
}

/**
 * Creates a connection's id, which never changes. The first connection of a service with a default address gets the
 * service's id: the environment's variables apply to it, and chats of a removed one find it again.
 */
export function createConnectionId(service: ServiceId, connections: readonly Connection[]): ConnectionId {
  const isFirst = findService(service)?.address !== undefined && !connections.some(({ id }) => id === service)
  return isFirst ? service : `${service}-${crypto.randomUUID().slice(0, 8)}`
}

export type NewConnectionProblem = 'name-missing' | 'name-taken' | 'address-missing' | 'key-missing' | 'key-unusable'

interface NewConnection {
  readonly service: ServiceId
  readonly name: string
  readonly baseUrl: string
  readonly key: string
}

/** Returns why it can't be saved yet; undefined if it can. Main decides whether the address is valid. */
export function findNewProblem(
  { service, name, baseUrl, key }: NewConnection,
  connections: readonly Connection[],
): NewConnectionProblem | undefined {
  const facts = findService(service)
  if (isBlank(name)) return 'name-missing'
  if (isNameTaken(name, connections)) return 'name-taken'
  if (facts?.address === undefined && baseUrl.trim() === '') return 'address-missing'
  if (key.trim() !== '' && 'problem' in cleanKey(key)) return 'key-unusable'
  return facts?.key === 'required' && key.trim() === '' ? 'key-missing' : undefined
}

export function isNameTaken(name: string, others: readonly Pick<Connection, 'name'>[]): boolean {
  return others.some((other) => other.name.trim().toLowerCase() === name.trim().toLowerCase())
}
