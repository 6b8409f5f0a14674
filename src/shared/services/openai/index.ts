import type { ModelId } from '../ids'
import type { ImageModel, Model } from '../model'
import type { ServiceModule } from '../service'
import { openaiImageModels, openaiTextModels, RECOMMENDED_MEANING } from './models'
import { describe, isOffered } from './names'

/** The stable alias of the recommended image model. New chats use it when there's a key. */
export const RECOMMENDED_MODEL: ModelId = 'openai:gpt-imagegen'

/** The alias with all facts of the model it stands for. Uses the default if that isn't an image model. */
export function recommendedModel(meaning: ModelId): ImageModel {
  const found = openaiImageModels.find(({ id }) => id === meaning) ?? openaiImageModels[1]
  const named = found?.id === meaning ? found : describe(meaning.replace('openai:', ''))
  const meant = named?.kind === 'image' ? named : found
  if (!meant) throw new Error('The catalogue lacks its image models')
  return { ...meant, id: RECOMMENDED_MODEL, name: 'GPT Image (recommended)' }
}

/** Whether the alias can stand for this model. */
export function canBeRecommended({ kind, connection, id }: Pick<Model, 'kind' | 'connection' | 'id'>): boolean {
  return kind === 'image' && connection === 'openai' && id !== RECOMMENDED_MODEL
}

export const openai: ServiceModule = {
  id: 'openai',
  name: 'OpenAI',
  isBuiltIn: true,
  key: 'required',
  keyName: 'openaiKey',
  keyOwner: 'OpenAI',
  helpPages: {
    billing: 'https://platform.openai.com/settings/organization/billing/overview',
    limits: 'https://platform.openai.com/settings/organization/limits',
    verify: 'https://platform.openai.com/settings/organization/general',
    countries: 'https://platform.openai.com/docs/supported-countries',
  },
  keysPage: 'https://platform.openai.com/api-keys',
  address: 'https://api.openai.com/v1',
  versionPath: '/v1',
  // The second address is from OpenAI's first libraries. A key set along with one is meant for that server.
  variables: { key: ['OPENAI_API_KEY'], address: ['OPENAI_BASE_URL', 'OPENAI_API_BASE'] },
  models: [recommendedModel(RECOMMENDED_MEANING), ...openaiImageModels, ...openaiTextModels],
  describe,
  isOffered,
  // The lowest paid tier takes five images a minute: one call more at a time would sooner be refused than be answered.
  callsAtOnce: { image: 4, text: 8 },
}
