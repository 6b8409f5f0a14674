/** Finds models by id, completed with what their servers' lists say. Pure, given the lists. */
import { findService } from '../services'
import type { ConnectionId } from '../services/ids'
import type { Model } from '../services/model'
import type { ListedModel, ModelListing } from '../services/service'
import { findModel, lacksListedPrice, toConnection } from '.'

/** `findModel`, or a finder that knows more. */
export type ModelFinder = (id: string) => Model | undefined

/** A connection's context windows as set by the user, keyed by model name. */
export type WindowFinder = (connection: ConnectionId) => Readonly<Record<string, number>> | undefined

/** `findListing`: the server's most recent list, if there is one. `findWindows`: these override that list. */
export function createModelFinder(
  findListing: (connection: ConnectionId) => ModelListing | undefined,
  findWindows?: WindowFinder,
): ModelFinder {
  const find = findTold(findListing)
  return (id) => {
    const model = find(id)
    const windows = model?.kind === 'text' ? findWindows?.(model.connection) : undefined
    // A model's name may equal an inherited property such as "constructor".
    if (!model || !windows || !Object.hasOwn(windows, model.wireName)) return model
    const contextTokens = windows[model.wireName]
    return contextTokens === undefined ? model : { ...model, contextTokens }
  }
}

function findTold(findListing: (connection: ConnectionId) => ModelListing | undefined): ModelFinder {
  return (id) => {
    const model = findModel(id)
    const listing = model && isListed(model) ? findListing(model.connection) : undefined
    const facts = model && listing && indexListing(listing).get(model.wireName)?.facts
    if (!facts) return model
    const told = findService(model.service)?.describe(model.wireName, model.kind, facts)
    // A list may later declare another type; the id keeps the type it was requested with.
    return told?.kind === model.kind ? toConnection(told, model.connection) : model
  }
}

/** Whether the server's list knows more about it than our table. */
function isListed(model: Model): boolean {
  return model.isToldByServer === true || lacksListedPrice(model)
}

const indexes = new WeakMap<ModelListing, ReadonlyMap<string, ListedModel>>()

/** Built once per list, which may have thousands of entries. */
function indexListing(listing: ModelListing): ReadonlyMap<string, ListedModel> {
  const known = indexes.get(listing)
  if (known) return known
  const index = new Map(listing.models.map((model) => [model.name, model]))
  indexes.set(listing, index)
  return index
}
