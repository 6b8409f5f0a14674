import type { ModelId } from '../ids'
import type { ImageModel } from '../model'
import type { ServiceModule } from '../service'
import { RECOMMENDED_MEANING, RECOMMENDED_MODEL } from './ids'
import { openaiImageModels, openaiTextModels } from './models'
import { describe, isOffered } from './names'

/** The alias with all facts of the model it stands for. Uses the default if that isn't an image model. */
function recommend(meaning: ModelId): ImageModel {
  const found = openaiImageModels.find(({ id }) => id === meaning) ?? openaiImageModels[1]
  const named = found?.id === meaning ? found : describe(meaning.replace('openai:', ''))
  const meant = named?.kind === 'image' ? named : found
  if (!meant) throw new Error('The catalogue lacks its image models')
  return { ...meant, id: RECOMMENDED_MODEL, name: 'GPT Image (recommended)' }
}

export const openai: ServiceModule = {
  id: 'openai',
  name: 'OpenAI',
  isBuiltIn: true,
  key: 'required',
  firstVersion: { keyName: 'openaiKey', addressField: 'openaiBaseUrl' },
  keyOwner: 'OpenAI',
  // Of projects, service accounts and organizations. Many services have plain `sk-` keys, so those tell nothing.
  keyShapes: [/sk-(?:proj|svcacct|admin)-[\w-]+/],
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
  models: [recommend(RECOMMENDED_MEANING), ...openaiImageModels, ...openaiTextModels],
  recommend,
  describe,
  isOffered,
  // The lowest paid tier takes five images a minute: one call more at a time would sooner be refused than be answered.
  callsAtOnce: { image: 4, text: 8 },
}
