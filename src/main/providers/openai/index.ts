import type { Providers } from '../create-providers'
import type { OpenAIConnection } from './client'
import { OpenAIImageProvider } from './image-provider'
import { OpenAITextProvider } from './text-provider'

export function createOpenAI(connection: OpenAIConnection): Providers {
  return { image: new OpenAIImageProvider(connection), text: new OpenAITextProvider(connection) }
}
