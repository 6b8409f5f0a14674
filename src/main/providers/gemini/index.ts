import type { Providers } from '../create-providers'
import type { ServiceConnection } from '../watched-call'
import { GeminiImageProvider } from './image-provider'
import { GeminiTextProvider } from './text-provider'

export function createGemini(connection: ServiceConnection): Providers {
  return { image: new GeminiImageProvider(connection), text: new GeminiTextProvider(connection) }
}
