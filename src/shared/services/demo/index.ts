import type { ImageModel, TextModel } from '../model'
import type { ServiceModule } from '../service'

/**
 * Works offline and without a key. Its images are sample landscapes that don't follow the prompt, and are labeled as
 * such. It only reads PNG, because Node has no other image decoder.
 */
const models: readonly (ImageModel | TextModel)[] = [
  {
    id: 'demo:image',
    service: 'demo',
    connection: 'demo',
    kind: 'image',
    name: 'Demo Image',
    wireName: 'demo-image',
    note: 'demoImage',
    sizes: ['1024x1024', '1536x1024', '1024x1536'],
    qualities: ['medium'],
    formats: ['png'],
    backgrounds: ['opaque'],
    moderations: ['auto'],
    maxImages: 4,
    maxPreviews: 3,
    references: {
      most: 4,
      maxBytes: 50_000_000,
      formats: ['png'],
      mask: { sentAs: 'alpha', maxBytes: 50_000_000 },
      takesMarkup: false,
      fidelities: [],
    },
    maxPromptLength: 32_000,
    prices: 'free',
  },
  {
    id: 'demo:text',
    service: 'demo',
    connection: 'demo',
    kind: 'text',
    name: 'Demo Text',
    wireName: 'demo-text',
    note: 'demoText',
    maxPromptLength: 32_000,
    prices: 'free',
  },
]

export const demo: ServiceModule = {
  id: 'demo',
  name: 'Demo',
  isBuiltIn: true,
  key: 'none',
  address: 'demo:',
  variables: { key: [], address: [] },
  models,
  describe: () => undefined,
  isOffered: () => false,
  callsAtOnce: { image: 4, text: 8 },
}
