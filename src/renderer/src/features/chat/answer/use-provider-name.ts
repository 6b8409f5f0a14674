import { getServiceId, parseModelId, type ModelId } from '@shared/services/ids'
import { findService } from '@shared/services'

/** Whom the sentences about this model's answers name. */
export function useProviderName(model: ModelId): string {
  const connection = parseModelId(model)?.connection ?? model
  return findService(getServiceId(connection))?.name ?? connection
}
