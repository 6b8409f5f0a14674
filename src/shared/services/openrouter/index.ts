/**
 * OpenRouter, a gateway to the models of many vendors. Its own list gives their options and prices, so there's no table
 * here. The id contains the model's type, because it must be understood without the list:
 * `openrouter:image/google/nano-banana-2.1`.
 */
import type { ServiceModule } from '../service'
import { describe, SERVICE } from './describe'

export const openrouter: ServiceModule = {
  id: SERVICE,
  name: 'OpenRouter',
  isBuiltIn: false,
  key: 'required',
  keyOwner: 'OpenRouter',
  keyShapes: [/sk-or-[\w-]+/],
  helpPages: {
    billing: 'https://openrouter.ai/settings/credits',
    limits: 'https://openrouter.ai/settings/keys',
  },
  keysPage: 'https://openrouter.ai/keys',
  address: 'https://openrouter.ai/api/v1',
  versionPath: '/api/v1',
  variables: { key: ['OPENROUTER_API_KEY'], address: ['OPENROUTER_BASE_URL'] },
  models: [],
  describe,
  find: (idName) => {
    const [, type, name] = /^(image|text)\/(.+)$/s.exec(idName) ?? []
    return name === undefined ? undefined : describe(name, type === 'image' ? 'image' : 'text')
  },
  isOffered: () => true,
  reportsCost: true,
  callsAtOnce: { image: 4, text: 8 },
}
