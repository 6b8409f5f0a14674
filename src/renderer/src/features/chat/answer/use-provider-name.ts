import { getConnectionName } from '@shared/connections'
import type { ModelId } from '@shared/services/ids'
import { useSettingsStore } from '@/bridge/settings-store'

/**
 * The name that sentences about this model's answers use: the user's name for the connection, otherwise its service.
 */
export function useProviderName(model: ModelId): string {
  return useSettingsStore((state) => getConnectionName(state.view?.connections ?? [], model))
}
