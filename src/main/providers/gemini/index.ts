import type { Providers } from '../create-providers'
import type { GeminiConnection } from './client'
import { GeminiImageProvider } from './image-provider'
import { GeminiTextProvider } from './text-provider'

export function createGemini(connection: GeminiConnection): Providers {
  return { image: new GeminiImageProvider(connection), text: new GeminiTextProvider(connection) }
}
