import type { ServiceModule } from '../service'
import { bflImageModels } from './models'

export const bfl: ServiceModule = {
  id: 'bfl',
  name: 'Black Forest Labs',
  isBuiltIn: false,
  key: 'required',
  // Its own keys have no shape that tells them; those of others do.
  keyOwner: 'Black Forest Labs',
  helpPages: { billing: 'https://dashboard.bfl.ai' },
  keysPage: 'https://dashboard.bfl.ai/keys',
  address: 'https://api.bfl.ai/v1',
  versionPath: '/v1',
  variables: { key: ['BFL_API_KEY'], address: ['BFL_BASE_URL'] },
  models: bflImageModels,
  // What a model takes and costs isn't listed anywhere: one that isn't in our table can't be asked.
  describe: () => undefined,
  isOffered: () => false,
  keepsJobs: true,
  reportsCost: true,
  // An account may have 24 jobs at a time, of some models six.
  callsAtOnce: { image: 6, text: 0 },
}
