import type { ModelId } from '../ids'
import type { ImageModel } from '../model'
import type { ServiceModule } from '../service'
import { RECOMMENDED_MEANING, RECOMMENDED_MODEL } from './ids'
import { openaiImageModels, openaiTextModels } from './models'
import { describe, isOffered } from './names'

/** Returns the alias with all facts of the model it means, or of the default if that isn't an image model. */
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
  // Keys of projects, service accounts and organizations. Plain `sk-` keys aren't specific, because many services use
  // them.
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
  // The second address variable is from OpenAI's first libraries. A key set together with an address is meant for that
  // server.
  variables: { key: ['OPENAI_API_KEY'], address: ['OPENAI_BASE_URL', 'OPENAI_API_BASE'] },
  models: [recommend(RECOMMENDED_MEANING), ...openaiImageModels, ...openaiTextModels],
  recommend,
  describe,
  isOffered,
  // The lowest paid tier allows five images a minute: one more call at a time would be rejected rather than answered.
  callsAtOnce: { image: 4, text: 8 },
}
