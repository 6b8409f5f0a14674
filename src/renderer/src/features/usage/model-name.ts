import type { ModelId } from '@shared/catalogue'
import type { ModelFinder } from '@shared/catalogue/find-listed'

/** Returns the display name; for a model that Easel no longer knows, the name in its id. */
export function modelName(id: ModelId, find: ModelFinder): string {
  return find(id)?.name ?? id.slice(id.indexOf(':') + 1)
}
