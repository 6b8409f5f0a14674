import type { ServiceModule } from '../service'
import { recraftImageModels } from './models'

export const recraft: ServiceModule = {
  id: 'recraft',
  name: 'Recraft',
  isBuiltIn: false,
  key: 'required',
  // Its own keys have no shape that tells them; those of others do.
  keyOwner: 'Recraft',
  helpPages: { billing: 'https://app.recraft.ai/profile/api' },
  keysPage: 'https://app.recraft.ai/profile/api',
  address: 'https://external.api.recraft.ai/v1',
  versionPath: '/v1',
  variables: { key: ['RECRAFT_API_KEY'], address: ['RECRAFT_BASE_URL'] },
  models: recraftImageModels,
  // What a model takes and costs isn't listed anywhere: one that isn't in our table can't be asked.
  describe: () => undefined,
  isOffered: () => false,
  reportsCost: true,
  callsAtOnce: { image: 4, text: 0 },
}
