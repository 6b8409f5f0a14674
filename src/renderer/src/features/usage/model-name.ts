import { findModel, type ModelId } from '@shared/catalogue'

/** The name on screen; of a model that Easel no longer knows, the one it was asked under. */
export function modelName(id: ModelId): string {
  return findModel(id)?.name ?? id.slice(id.indexOf(':') + 1)
}
