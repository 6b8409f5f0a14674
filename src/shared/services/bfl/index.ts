import type { ServiceModule } from '../service'
import { bflImageModels } from './models'

export const bfl: ServiceModule = {
  id: 'bfl',
  name: 'Black Forest Labs',
  isBuiltIn: false,
  key: 'required',
  // Its keys have no recognizable shape; those of other services do.
  keyOwner: 'Black Forest Labs',
  helpPages: { billing: 'https://dashboard.bfl.ai' },
  keysPage: 'https://dashboard.bfl.ai/keys',
  address: 'https://api.bfl.ai/v1',
  versionPath: '/v1',
  variables: { key: ['BFL_API_KEY'], address: ['BFL_BASE_URL'] },
  models: bflImageModels,
  // No list says what a model accepts and costs, so only models in our table can be used.
  describe: () => undefined,
  isOffered: () => false,
  keepsJobs: true,
  reportsCost: true,
  // An account may run 24 jobs at a time, and only six of some models.
  callsAtOnce: { image: 6, text: 0 },
}
