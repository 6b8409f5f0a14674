import { combineAdapters, type Adapter } from '../adapter'
import type { ServiceConnection } from '../watched-call'
import { GeminiImageAdapter } from './image-adapter'
import { GeminiTextAdapter } from './text-adapter'

export function createAdapter(connection: ServiceConnection): Adapter {
  return combineAdapters({ image: new GeminiImageAdapter(connection), text: new GeminiTextAdapter(connection) })
}
