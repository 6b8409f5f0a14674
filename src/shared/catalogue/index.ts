/** The models that Easel knows, as data. Pure, given the services. */
import { findService, listServices, RECOMMENDED_MODEL } from '../services'
import { getServiceId, parseModelId, type ConnectionId, type ModelId } from '../services/ids'
import type { ImageModel, Model, TextModel } from '../services/model'

export type { ConnectionId, ModelId, ServiceId } from '../services/ids'
export type { ImageModel, IsoDate, Model, ReferenceRule, SizeRule, TextModel, TokenPrices } from '../services/model'
export { canBeRecommended, RECOMMENDED_MEANING, RECOMMENDED_MODEL, UNKNOWN_MODEL } from '../services'

/** New chats use it when there's no key. */
export const DEMO_MODEL: ModelId = 'demo:image'

/** The models with known facts, of each service's first connection. */
export function listModels(): readonly Model[] {
  return listServices().flatMap(({ models }) => models)
}

/** The alias of the recommended model with all facts of the model it stands for, or of the default. */
export function recommendModel(meaning: ModelId): ImageModel {
  const connection = parseModelId(RECOMMENDED_MODEL)?.connection
  const model = connection && findService(connection)?.recommend?.(meaning)
  if (!model) throw new Error('The services are not loaded')
  return model
}

/**
 * Finds a model by id, including models of which only the name is known because a server listed it once. So ids keep
 * their meaning even when the list can't be read. Undefined for an id that can't be a model.
 */
export function findModel(id: string): Model | undefined {
  const parts = parseModelId(id)
  const service = parts && findService(getServiceId(parts.connection))
  if (!parts || !service) return undefined
  const known = service.models.find((model) => model.id === `${service.id}:${parts.name}`)
  const model = known ?? (service.find ?? service.describe)(parts.name)
  return model && toConnection(model, parts.connection)
}

/** The same model as another connection of its service offers it. */
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

/** Whether our table has no price of a model, and its service's list may have one. */
export function lacksListedPrice(model: Model): boolean {
  if (model.kind !== 'image' || model.unitPrices || model.prices !== undefined) return false
  return findService(model.service)?.listsPrices === true
}
