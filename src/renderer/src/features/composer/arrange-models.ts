/**
 * How the model list is laid out: by connection, images and text apart, and apart from both what cannot be asked. A model
 * that only lacks a key can be chosen: it shows what a key would bring, and sending asks for the key. Pure.
 */
import { RECOMMENDED_MODEL, type Model, type ConnectionId } from '@shared/catalogue'
import { lacksKey, type ConnectionView } from '@shared/connections'
import { findService } from '@shared/services'
import { DAY_MS, ENDING_DAYS, getLifetime, type Offer } from '@shared/catalogue/offers'

export interface ModelGroup {
  readonly connection: ConnectionId
  readonly name: string
  /** Images before text; neither is empty. */
  readonly kinds: readonly { readonly kind: Model['kind']; readonly offers: readonly Offer[] }[]
}

export interface ModelArrangement {
  readonly groups: readonly ModelGroup[]
  /** One key makes all of these usable. */
  readonly needKey: readonly Offer[]
  /** Not offered by the server, or shut down. */
  readonly unavailable: readonly Offer[]
}

const KINDS = ['image', 'text'] as const

interface Circumstances {
  readonly now: number
  readonly connections: readonly ConnectionView[]
  /** What is searched for: every word must be part of the name. */
  readonly query: string
}

export function arrangeModels(offers: readonly Offer[], circumstances: Circumstances): ModelArrangement {
  const { now, connections, query } = circumstances
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const found = offers.filter(({ model }) => !isLongGone(model, now) && matches(model, words))
  const isUnavailable = ({ model, isUnlisted }: Offer): boolean => isUnlisted || getLifetime(model, now) === 'ended'
  const locked = new Set(connections.filter(lacksKey).map(({ id }) => id))
  const byConnection = new Map<ConnectionId, Offer[]>()
  for (const offer of found) {
    if (isUnavailable(offer)) continue
    const { connection } = offer.model
    const known = byConnection.get(connection)
    if (known) known.push(offer)
    else byConnection.set(connection, [offer])
  }
  const groups = [...connections]
    .sort((one, other) => getRank(one) - getRank(other))
    .map(({ id, name }) => ({
      connection: id,
      name,
      kinds: KINDS.map((kind) => ({
        kind,
        offers: (byConnection.get(id) ?? [])
          .filter(({ model }) => model.kind === kind)
          // What ends soon comes after what stays. The sort keeps the order of the rest.
          .sort((one, other) => Number(isEnding(one, now)) - Number(isEnding(other, now))),
      })).filter((part) => part.offers.length > 0),
    }))
    .filter(({ kinds }) => kinds.length > 0)
  return {
    groups,
    needKey: found.filter((offer) => locked.has(offer.model.connection) && !isUnavailable(offer)),
    unavailable: found.filter(isUnavailable),
  }
}

/** What works now comes first; the demo, which is for when there is nothing else, after the rest of that. */
function getRank(connection: ConnectionView): number {
  if (lacksKey(connection)) return 2
  return findService(connection.service)?.key === 'none' ? 1 : 0
}

function isEnding({ model }: Offer, now: number): boolean {
  return getLifetime(model, now) !== 'running' && model.id !== RECOMMENDED_MODEL
}

/** Shut down so long ago that people have stopped looking for it. */
function isLongGone({ shutdown }: Pick<Model, 'shutdown'>, now: number): boolean {
  return shutdown !== undefined && now - Date.parse(shutdown) > ENDING_DAYS * DAY_MS
}

function matches({ name, wireName }: Model, words: readonly string[]): boolean {
  const text = `${name} ${wireName}`.toLowerCase()
  return words.every((word) => text.includes(word))
}
