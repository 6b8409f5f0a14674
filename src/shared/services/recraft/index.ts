import type { ServiceModule } from '../service'
import { recraftImageModels } from './models'

export const recraft: ServiceModule = {
  id: 'recraft',
  name: 'Recraft',
  isBuiltIn: false,
  key: 'required',
  // Its keys have no recognizable shape; those of other services do.
  keyOwner: 'Recraft',
  helpPages: { billing: 'https://app.recraft.ai/profile/api' },
  keysPage: 'https://app.recraft.ai/profile/api',
  address: 'https://external.api.recraft.ai/v1',
  versionPath: '/v1',
  variables: { key: ['RECRAFT_API_KEY'], address: ['RECRAFT_BASE_URL'] },
  models: recraftImageModels,
  // No list says what a model accepts and costs, so only models in our table can be used.
  describe: () => undefined,
  isOffered: () => false,
  reportsCost: true,
  callsAtOnce: { image: 4, text: 0 },
}
