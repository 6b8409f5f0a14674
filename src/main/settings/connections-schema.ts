/** Parses connections in the settings file. An unreadable one doesn't affect the others. */
import type { Connection } from '@shared/connections'
import { SERVICES } from '@shared/services/list'
import { getServiceId } from '@shared/services/ids'
import { DEFAULT_SETTINGS } from '@shared/settings'
import { z } from '../zod'

/** Far more than anyone needs. Each is asked for its list of models. */
export const MOST_CONNECTIONS = 50
export const LONGEST_CONNECTION_NAME = 60

export const connectionId = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z\d]*(?:-[a-z\d]+)*$/)

/** More than any model's context window. */
export const MOST_CONTEXT_TOKENS = 100_000_000
export const contextTokens = z.record(z.string().min(1).max(200), z.number().int().min(1).max(MOST_CONTEXT_TOKENS))

export const modelTypes = z.record(z.string().min(1).max(200), z.enum(['image', 'text', 'hidden']))

/**
 * Only an absent address means that none was chosen. An unreadable one is still a choice and must not turn into another
 * server, so it becomes text that isn't an address and is refused everywhere.
 */
const savedAddress = z.unknown().transform((raw): string => {
  if (raw === undefined || raw === null) return ''
  if (typeof raw === 'string' && raw.length <= 2000) return raw
  return `(not an address) ${(typeof raw === 'string' ? raw : JSON.stringify(raw)).slice(0, 100)}`
})

/** Also keeps services that only a newer Easel knows. */
const savedConnection = z
  .object({
    id: connectionId,
    service: z.string(),
    name: z.string().trim().min(1).max(LONGEST_CONNECTION_NAME).catch(''),
    baseUrl: savedAddress,
    isDisabled: z.literal(true).optional().catch(undefined),
    types: modelTypes.optional().catch(undefined),
    contextTokens: contextTokens.optional().catch(undefined),
  })
  .refine(({ id, service }) => getServiceId(id) === service)
  .transform(({ id, service, name, baseUrl, isDisabled, types, contextTokens: windows }): Connection => ({
    id,
    service,
    name: name || (SERVICES.find((known) => known.id === service)?.name ?? id),
    baseUrl,
    ...(isDisabled && { isDisabled }),
    ...(types && { types }),
    ...(windows && { contextTokens: windows }),
  }))

/**
 * Returns the address of version 0.1's only connection, under that version's field name. Without it, version 0.1 would
 * use another server than the chosen one.
 */
export function listForFirstVersion(connections: readonly Connection[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    SERVICES.flatMap(({ id, firstVersion }) =>
      firstVersion
        ? [[firstVersion.addressField, connections.find((connection) => connection.id === id)?.baseUrl ?? '']]
        : [],
    ),
  )
}

/** Files from version 0.1 have one address and no connections. */
export function parseConnections(file: Readonly<Record<string, unknown>>): readonly Connection[] {
  const { connections: raw } = file
  const saved = Array.isArray(raw)
    ? raw.flatMap((entry) => {
        const read = savedConnection.safeParse(entry)
        return read.success ? [read.data] : []
      })
    : DEFAULT_SETTINGS.connections.map((connection) => {
        const earlier = SERVICES.find(({ id }) => id === connection.id)?.firstVersion
        return earlier ? { ...connection, baseUrl: savedAddress.parse(file[earlier.addressField]) } : connection
      })
  const known = saved.filter(({ id }, index) => saved.findIndex((other) => other.id === id) === index)
  // Services that need neither key nor address always work. They can be turned off, but not removed.
  const missing = DEFAULT_SETTINGS.connections.filter(
    ({ id, service }) =>
      SERVICES.some((one) => one.id === service && one.key === 'none') && !known.some((one) => one.id === id),
  )
  return [...known, ...missing].slice(0, MOST_CONNECTIONS)
}
