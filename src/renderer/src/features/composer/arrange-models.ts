/**
 * Arranges the model list: favorites, then by connection with images and text apart, and last what isn't available. A
 * model that only lacks a key can be chosen: it shows what a key would bring, and sending then asks for the key. Pure.
 */
import { RECOMMENDED_MODEL, type Model, type ConnectionId, type ModelId } from '@shared/catalogue'
import { lacksKey, type ConnectionView } from '@shared/connections'
import { findService } from '@shared/services'
import { DAY_MS, ENDING_DAYS, getLifetime, type Offer } from '@shared/catalogue/offers'

export interface ModelGroup {
  readonly connection: ConnectionId
  readonly name: string
  /** Images before text; no part is empty. */
  readonly kinds: readonly { readonly kind: Model['kind']; readonly offers: readonly Offer[] }[]
}

export interface ModelArrangement {
  /** Also in `groups`. Empty for a short list, which shows everything at once. */
  readonly favorites: readonly Offer[]
  readonly groups: readonly ModelGroup[]
  /** Models that only need a key. */
  readonly needKey: readonly Offer[]
  /** Not offered by the server, or shut down. */
  readonly unavailable: readonly Offer[]
  /** Whether there are so many models that a search and favorites help. */
  readonly isLong: boolean
}

/** About as many as can be taken in at a glance. */
const MOST_IN_SHORT_LIST = 12

const KINDS = ['image', 'text'] as const

interface Circumstances {
  readonly now: number
  readonly connections: readonly ConnectionView[]
  readonly favoriteModels: readonly ModelId[]
}

export function arrangeModels(offers: readonly Offer[], circumstances: Circumstances): ModelArrangement {
  const { now, connections, favoriteModels } = circumstances
  const shown = offers.filter(({ model }) => !isLongGone(model, now))
  const isUnavailable = ({ model, isUnlisted }: Offer): boolean => isUnlisted || getLifetime(model, now) === 'ended'
  const choosable = shown.filter((offer) => !isUnavailable(offer))
  const locked = new Set(connections.filter(lacksKey).map(({ id }) => id))
  const byConnection = new Map<ConnectionId, Offer[]>()
  for (const offer of choosable) {
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
        offers: putEndingLast(
          (byConnection.get(id) ?? []).filter(({ model }) => model.kind === kind),
          now,
        ),
      })).filter((part) => part.offers.length > 0),
    }))
    .filter(({ kinds }) => kinds.length > 0)
  const isLong = choosable.length > MOST_IN_SHORT_LIST
  return {
    favorites: isLong ? pickFavorites(groups, favoriteModels) : [],
    groups,
    needKey: choosable.filter(({ model }) => locked.has(model.connection)),
    unavailable: shown.filter(isUnavailable),
    isLong,
  }
}

/** Returns the favorites in list order, which users know, not in the order they were marked. */
function pickFavorites(groups: readonly ModelGroup[], wanted: readonly ModelId[]): readonly Offer[] {
  const ids = new Set(wanted)
  if (ids.size === 0) return []
  return groups.flatMap(({ kinds }) => kinds.flatMap((part) => part.offers.filter(({ model }) => ids.has(model.id))))
}

/**
 * Filters the list by a search: every word must be part of the model's name, its name in requests or its connection's
 * name, ignoring case and accents.
 */
export function findModels(
  arrangement: ModelArrangement,
  connections: readonly ConnectionView[],
  query: string,
): ModelArrangement {
  const words = fold(query).split(/\s+/).filter(Boolean)
  if (words.length === 0) return arrangement
  // A word in the connection's name matches all of its models.
  const others = new Map(
    connections.map(({ id, name }) => {
      const folded = fold(name)
      return [id, words.filter((word) => !folded.includes(word))]
    }),
  )
  const matches = (offer: Offer): boolean => {
    const text = getSearchText(offer)
    return (others.get(offer.model.connection) ?? words).every((word) => text.includes(word))
  }
  return {
    ...arrangement,
    favorites: arrangement.favorites.filter(matches),
    groups: arrangement.groups
      .map((group) => ({
        ...group,
        kinds: group.kinds
          .map((part) => ({ ...part, offers: part.offers.filter(matches) }))
          .filter((part) => part.offers.length > 0),
      }))
      .filter(({ kinds }) => kinds.length > 0),
    needKey: arrangement.needKey.filter(matches),
    unavailable: arrangement.unavailable.filter(matches),
  }
}

/**
 * Sorts by price, cheapest first, within and across connections; models without a known price come last, in their usual
 * order. `getPrice`: a model's current cost, in any unit as long as models of a kind share it.
 */
export function sortByPrice(
  arrangement: ModelArrangement,
  getPrice: (model: Model) => number | undefined,
): ModelArrangement {
  const find = ({ model }: Offer): number => getPrice(model) ?? Number.POSITIVE_INFINITY
  const sort = (offers: readonly Offer[]): readonly Offer[] => {
    const prices = new Map(offers.map((offer) => [offer, find(offer)]))
    return offers.toSorted((one, other) => comparePrices(prices.get(one) ?? 0, prices.get(other) ?? 0))
  }
  const groups = arrangement.groups.map((group) => ({
    ...group,
    kinds: group.kinds.map((part) => ({ ...part, offers: sort(part.offers) })),
  }))
  const cheapest = new Map(groups.map((group) => [group, Math.min(...group.kinds.flatMap(listImageOffers).map(find))]))
  return {
    ...arrangement,
    favorites: sort(arrangement.favorites),
    groups: groups.toSorted((one, other) => comparePrices(cheapest.get(one) ?? 0, cheapest.get(other) ?? 0)),
  }
}

function listImageOffers({ kind, offers }: ModelGroup['kinds'][number]): readonly Offer[] {
  return kind === 'image' ? offers : []
}

/** Compares prices. Two unknown ones are equal; subtracting them would give NaN. */
function comparePrices(one: number, other: number): number {
  return one === other ? 0 : one - other
}

/** Returns the names of the connections with models in this list whose key is missing. */
export function listLocked({ needKey }: ModelArrangement, connections: readonly ConnectionView[]): readonly string[] {
  const locked = new Set(needKey.map(({ model }) => model.connection))
  return connections.filter(({ id }) => locked.has(id)).map(({ name }) => name)
}

/** Cached: folding thousands of names takes longer than searching them, and every keystroke searches them all. */
const searchTexts = new WeakMap<Offer, string>()

function getSearchText(offer: Offer): string {
  const known = searchTexts.get(offer)
  if (known !== undefined) return known
  const { name, wireName } = offer.model
  const text = fold(name === wireName ? name : `${name} ${wireName}`)
  searchTexts.set(offer, text)
  return text
}

/** Folds case and accents. Nearly all names are ASCII and have no accents to remove. */
function fold(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase()
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

const PLAIN = /^[ -~]*$/

/** Returns a connection's rank: what works now comes first, and among that the demo comes last. */
function getRank(connection: ConnectionView): number {
  if (lacksKey(connection)) return 2
  return findService(connection.service)?.key === 'none' ? 1 : 0
}

/** Moves models that will be shut down soon after the others; keeps the order otherwise. */
function putEndingLast(offers: readonly Offer[], now: number): readonly Offer[] {
  const ending = new Set(offers.filter((offer) => isEnding(offer, now)))
  return ending.size === 0 ? offers : [...offers.filter((offer) => !ending.has(offer)), ...ending]
}

function isEnding({ model }: Offer, now: number): boolean {
  return getLifetime(model, now) !== 'running' && model.id !== RECOMMENDED_MODEL
}

/** Whether a model was shut down so long ago that users no longer look for it. */
function isLongGone({ shutdown }: Pick<Model, 'shutdown'>, now: number): boolean {
  return shutdown !== undefined && now - Date.parse(shutdown) > ENDING_DAYS * DAY_MS
}
