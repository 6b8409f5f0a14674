import type { ServiceModule } from '../service'
import { describeListed } from './listed-price'
import { falImageModels } from './models'

export const fal: ServiceModule = {
  id: 'fal',
  name: 'fal',
  isBuiltIn: false,
  key: 'required',
  keyOwner: 'fal',
  // Id and secret.
  keyShapes: [/[\da-fA-F]{8}(?:-[\da-fA-F]{4}){3}-[\da-fA-F]{12}:[\da-fA-F]{32,}/],
  helpPages: { billing: 'https://fal.ai/dashboard/billing' },
  keysPage: 'https://fal.ai/dashboard/keys',
  address: 'https://queue.fal.run',
  listAddress: { address: 'https://api.fal.ai/v1', variable: 'FAL_API_URL' },
  variables: { key: ['FAL_KEY'], address: ['FAL_QUEUE_URL'] },
  models: falImageModels,
  // Each endpoint has its own fields, so only models in our table can be used.
  describe: (name, _type, facts) => describeListed(name, facts),
  listsPrices: true,
  isOffered: () => false,
  keepsJobs: true,
  hidesCosts: true,
  reportsCostLater: true,
  // It has its own queue and reports its length.
  callsAtOnce: { image: 8, text: 0 },
}
