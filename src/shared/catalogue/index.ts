/** The models that Easel knows, as data. Pure: no network, no state. */
import { demoModels } from './demo'
import type { ImageModel, Model, ModelId, TextModel } from './model'
import { modelOfName } from './names'
import { openaiImageModels, openaiTextModels, RECOMMENDED_MEANING } from './openai'

export type {
  ImageModel,
  IsoDate,
  Model,
  ModelId,
  ProviderId,
  ReferenceRule,
  SizeRule,
  TextModel,
  TokenPrices,
} from './model'
export { UNKNOWN_MODEL } from './names'
export { RECOMMENDED_MEANING } from './openai'

/** The stable alias of the recommended image model. New chats use it when there's a key. */
export const RECOMMENDED_MODEL: ModelId = 'openai:gpt-imagegen'
/** New chats use it when there's no key. */
export const DEMO_MODEL: ModelId = 'demo:image'

/** The models with known facts. The alias comes first, with its default meaning. */
export const MODELS: readonly Model[] = [
  recommendedModel(RECOMMENDED_MEANING),
  ...openaiImageModels,
  ...openaiTextModels,
  ...demoModels,
]

/** The alias with all facts of the model it stands for. Uses the default if that isn't an image model. */
export function recommendedModel(meaning: ModelId): ImageModel {
  const found = openaiImageModels.find(({ id }) => id === meaning) ?? openaiImageModels[1]
  const named = found?.id === meaning ? found : modelOfName(meaning.replace('openai:', ''), openaiImageModels)
  const meant = named?.kind === 'image' ? named : found
  if (!meant) throw new Error('The catalogue lacks its image models')
  return { ...meant, id: RECOMMENDED_MODEL, name: 'GPT Image (recommended)' }
}

/**
 * Finds a model by id, including models of which only the name is known because a server listed it once. So ids keep
 * their meaning even when the list can't be read. Undefined for an id that can't be a model.
 */
export function findModel(id: string): Model | undefined {
  const known = MODELS.find((model) => model.id === id)
  if (known || !id.startsWith('openai:')) return known
  return modelOfName(id.slice('openai:'.length), MODELS)
}

export function findImageModel(id: string): ImageModel | undefined {
  const model = findModel(id)
  return model?.kind === 'image' ? model : undefined
}

export function findTextModel(id: string): TextModel | undefined {
  const model = findModel(id)
  return model?.kind === 'text' ? model : undefined
}
