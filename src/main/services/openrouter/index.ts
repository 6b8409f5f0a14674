import { combineAdapters, type Adapter } from '../adapter'
import { OpenRouterImageAdapter, type OpenRouterConnection } from './image-adapter'
import { OpenRouterTextAdapter } from './text-adapter'

export function createAdapter(connection: OpenRouterConnection): Adapter {
  return combineAdapters({
    image: new OpenRouterImageAdapter(connection),
    text: new OpenRouterTextAdapter(connection),
  })
}
