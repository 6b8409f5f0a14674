/** Finds models by their ids with what the lists of their servers say of them. Pure, given the lists. */
import { findService } from '../services'
import type { ConnectionId } from '../services/ids'
import type { Model } from '../services/model'
import type { ListedModel, ModelListing } from '../services/service'
import { findModel, lacksListedPrice, toConnection } from '.'

/** `findModel`, or one that knows more. */
export type ModelFinder = (id: string) => Model | undefined

/** What a connection's windows are, as the user states them, by the names of its models. */
export type WindowFinder = (connection: ConnectionId) => Readonly<Record<string, number>> | undefined

/** `findListing`: the last list of a connection's server, if there is one. `findWindows`: they win over that list. */
export function createModelFinder(
  findListing: (connection: ConnectionId) => ModelListing | undefined,
  findWindows?: WindowFinder,
): ModelFinder {
  const find = findTold(findListing)
  return (id) => {
    const model = find(id)
    const windows = model?.kind === 'text' ? findWindows?.(model.connection) : undefined
    // The name of a model may be that of anything that every object has.
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
    // A list may come to say that it makes something else; the id says what it was asked for.
    return told?.kind === model.kind ? toConnection(told, model.connection) : model
  }
}

/** Whether its server's list says more of it than our table. */
function isListed(model: Model): boolean {
  return model.isToldByServer === true || lacksListedPrice(model)
}

const indexes = new WeakMap<ModelListing, ReadonlyMap<string, ListedModel>>()

/** Made once for each list, which may have thousands of lines. */
function indexListing(listing: ModelListing): ReadonlyMap<string, ListedModel> {
  const known = indexes.get(listing)
  if (known) return known
  const index = new Map(listing.models.map((model) => [model.name, model]))
  indexes.set(listing, index)
  return index
}
