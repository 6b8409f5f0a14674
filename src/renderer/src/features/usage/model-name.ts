import { findModel, type ModelId } from '@shared/catalogue'

/** The display name; for a model that Easel no longer knows, the name in its id. */
export function modelName(id: ModelId): string {
  return findModel(id)?.name ?? id.slice(id.indexOf(':') + 1)
}
