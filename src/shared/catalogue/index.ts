/** The models that Easel knows, as data. Pure: no network, no state. */
import { demoModels } from './demo'
import type { ImageModel, Model, ModelId, TextModel } from './model'
import { openaiImageModels, openaiTextModels } from './openai'

export type { ImageModel, Model, ModelId, ProviderId, SizeRule, TextModel, TokenPrices } from './model'

export const MODELS: readonly Model[] = [...openaiImageModels, ...openaiTextModels, ...demoModels]

/** Chosen for new chats when a key is known. */
export const RECOMMENDED_MODEL: ModelId = 'openai:gpt-imagegen'
/** Chosen for new chats when none is. */
export const DEMO_MODEL: ModelId = 'demo:image'

export function findModel(id: string): Model | undefined {
  return MODELS.find((model) => model.id === id)
}

export function findImageModel(id: string): ImageModel | undefined {
  const model = findModel(id)
  return model?.kind === 'image' ? model : undefined
}

export function findTextModel(id: string): TextModel | undefined {
  const model = findModel(id)
  return model?.kind === 'text' ? model : undefined
}
