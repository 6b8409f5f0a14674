import { combineAdapters, type Adapter } from '../adapter'
import type { OpenAIConnection } from './client'
import { OpenAIImageAdapter } from './image-adapter'
import { OpenAITextAdapter } from './text-adapter'

export function createAdapter(connection: OpenAIConnection): Adapter {
  return combineAdapters({ image: new OpenAIImageAdapter(connection), text: new OpenAITextAdapter(connection) })
}
