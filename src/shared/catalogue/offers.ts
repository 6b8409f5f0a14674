/**
 * Decides which models can be chosen: our models merged with the server's own list. Pure.
 *
 * The list adds text models and image models of known families, overrides our shutdown dates, and shows which of our
 * models the server lacks. Those are marked, not removed, because such lists can be incomplete.
 */
import type { Connection } from '../connections'
import { findService } from '../services'
import type { ModelId } from '../services/ids'
import type { Model } from '../services/model'
import type { ListedModel, ModelListing } from '../services/service'
import { findModel, lacksListedPrice, RECOMMENDED_MODEL, recommendModel, toConnection } from '.'

export type { ListedModel, ModelListing } from '../services/service'

export interface Offer {
  readonly model: Model
  /** Whether the server's list was read and lacks this model. */
  readonly isUnlisted: boolean
  /** Whether only the server's list has this model. */
  readonly isExtra: boolean
}

export interface OfferParts {
  readonly connections: readonly OfferingConnection[]
  /** The model that the recommended image model's alias means. */
  readonly recommended: ModelId
}

type OfferingConnection = Pick<Connection, 'id' | 'service' | 'isDisabled' | 'types'> & {
  readonly listing?: ModelListing
}

/**
 * Lists each connection's models: ours first, then the server's additional ones, newest version first. Includes models
 * that were shut down.
 */
export function listOffers({ connections, recommended }: OfferParts): readonly Offer[] {
  return connections.flatMap((connection) => (connection.isDisabled ? [] : listOwnOffers(connection, recommended)))
}

function listOwnOffers(
  { id, service: name, listing, types }: OfferingConnection,
  recommended: ModelId,
): readonly Offer[] {
  const service = findService(name)
  if (!service) return []
  const listed = new Map(listing?.models.map((model) => [model.name, model]))
  const ours = service.models
    // Tools are offered on the image itself.
    .filter((model) => model.kind !== 'image' || !model.tool)
    .map((model) => (lacksListedPrice(model) ? withListedPrice(model, listed) : model))
    .map((model) => toConnection(model.id === RECOMMENDED_MODEL ? recommendModel(recommended) : model, id))
    .map((model) => ({
      model: withListedEnd(model, listed),
      isUnlisted: listing !== undefined && !listed.has(model.wireName),
      isExtra: false,
    }))
  const known = new Set(ours.map(({ model }) => model.wireName))
  const extras = (listing?.models ?? [])
    .filter((model) => !known.has(model.name) && service.isOffered(model.name, listed, listing?.server ?? ''))
    .map((model) => service.describe(model.name, types?.[model.name], model.facts))
    .filter((model) => model !== undefined)
    .map((model) => ({ model: withListedEnd(toConnection(model, id), listed), isUnlisted: false, isExtra: true }))
    // Without built-in models there are no versions to compare, so the list is sorted alphabetically.
    .sort((one, other) => byName.compare(one.model.name, other.model.name) * (ours.length > 0 ? -1 : 1))
  return [...ours, ...extras]
}

/** Reused: `localeCompare` with options would create a collator for each comparison of thousands of names. */
const byName = new Intl.Collator('en', { numeric: true })

function withListedEnd(model: Model, listed: ReadonlyMap<string, ListedModel>): Model {
  const shutdown = listed.get(model.wireName)?.shutdown
  return shutdown ? { ...model, shutdown } : model
}

function withListedPrice(model: Model, listed: ReadonlyMap<string, ListedModel>): Model {
  const facts = listed.get(model.wireName)?.facts
  return (facts && findService(model.service)?.describe(model.wireName, model.kind, facts)) ?? model
}

const modelsByOffers = new WeakMap<readonly Offer[], ReadonlyMap<ModelId, Model>>()

/** Returns the model as offered, or what we know of it if it isn't offered, such as a frozen version. */
export function findOffered(offers: readonly Offer[], id: ModelId): Model | undefined {
  // Called on every keystroke, in lists of thousands.
  const models = modelsByOffers.get(offers) ?? new Map(offers.map(({ model }) => [model.id, model]))
  modelsByOffers.set(offers, models)
  return models.get(id) ?? findModel(id)
}

export type Lifetime = 'running' | 'ending' | 'ended'

/** Enough time to find another model. */
export const ENDING_DAYS = 60
export const DAY_MS = 24 * 60 * 60_000

/** `ending`: it will be shut down within `ENDING_DAYS`. */
export function getLifetime({ shutdown }: Pick<Model, 'shutdown'>, now: number): Lifetime {
  const end = shutdown === undefined ? Number.NaN : Date.parse(shutdown)
  if (Number.isNaN(end)) return 'running'
  if (now >= end) return 'ended'
  return end - now <= ENDING_DAYS * DAY_MS ? 'ending' : 'running'
}

export interface Resolution {
  /** The model to use. */
  readonly model: Model
  /** The selected model, if it was shut down. */
  readonly ended?: Model
}

/** Returns the model or, if it was shut down, the first of its successors that wasn't. */
export function resolveEnded(wanted: Model, offers: readonly Offer[], now: number): Resolution {
  if (getLifetime(wanted, now) !== 'ended') return { model: wanted }
  const tried = new Set<string>([wanted.id])
  let next = wanted.successor
  while (next && !tried.has(next)) {
    tried.add(next)
    const model = findOffered(offers, next)
    if (model && getLifetime(model, now) !== 'ended') return { model, ended: wanted }
    next = model?.successor
  }
  const alive = offers.find(({ model }) => isAlternative(model, wanted) && getLifetime(model, now) !== 'ended')
  return alive ? { model: alive.model, ended: wanted } : { model: wanted }
}

function isAlternative(model: Model, wanted: Model): boolean {
  return model.kind === wanted.kind && model.connection === wanted.connection
}

/** Returns the model to request for a selection: the alias's target, or the model itself. */
export function resolveMeaning({ id, connection, wireName }: Pick<Model, 'id' | 'connection' | 'wireName'>): ModelId {
  return id === RECOMMENDED_MODEL ? `${connection}:${wireName}` : id
}
