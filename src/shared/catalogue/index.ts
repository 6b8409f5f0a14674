/** The models built into Easel, as data. Pure, given the services. */
import { findService, listServices, RECOMMENDED_MODEL } from '../services'
import { getServiceId, parseModelId, type ConnectionId, type ModelId } from '../services/ids'
import type { ImageModel, Model, TextModel } from '../services/model'

export type { ConnectionId, ModelId, ServiceId } from '../services/ids'
export type { ImageModel, IsoDate, Model, ReferenceRule, SizeRule, TextModel, TokenPrices } from '../services/model'
export { canBeRecommended, RECOMMENDED_MEANING, RECOMMENDED_MODEL, UNKNOWN_MODEL } from '../services'

/** The model of new chats when there's no key. */
export const DEMO_MODEL: ModelId = 'demo:image'

/** The built-in models, under each service's first connection. */
export function listModels(): readonly Model[] {
  return listServices().flatMap(({ models }) => models)
}

/** Returns the recommended alias with all facts of the model it means, or of the default. */
export function recommendModel(meaning: ModelId): ImageModel {
  const connection = parseModelId(RECOMMENDED_MODEL)?.connection
  const model = connection && findService(connection)?.recommend?.(meaning)
  if (!model) throw new Error('The services are not loaded')
  return model
}

/**
 * Finds a model by id, including models of which only the name is known because a server once listed it. So ids keep
 * their meaning even when the list can't be read. Undefined if no model can have this id.
 */
export function findModel(id: string): Model | undefined {
  const parts = parseModelId(id)
  const service = parts && findService(getServiceId(parts.connection))
  if (!parts || !service) return undefined
  const known = service.models.find((model) => model.id === `${service.id}:${parts.name}`)
  const model = known ?? (service.find ?? service.describe)(parts.name)
  return model && toConnection(model, parts.connection)
}

/** Returns the same model under another connection of its service. */
export function toConnection(model: Model, connection: ConnectionId): Model {
  if (model.connection === connection) return model
  const move = (id: ModelId): ModelId => `${connection}${id.slice(id.indexOf(':'))}` as ModelId
  const { successor } = model
  return { ...model, id: move(model.id), connection, ...(successor && { successor: move(successor) }) }
}

export function findImageModel(id: string): ImageModel | undefined {
  const model = findModel(id)
  return model?.kind === 'image' ? model : undefined
}

export function findTextModel(id: string): TextModel | undefined {
  const model = findModel(id)
  return model?.kind === 'text' ? model : undefined
}

/** Whether our table has no price for the model but its service's list may. */
export function lacksListedPrice(model: Model): boolean {
  if (model.kind !== 'image' || model.unitPrices || model.prices !== undefined) return false
  return findService(model.service)?.listsPrices === true
}
