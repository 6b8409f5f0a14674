import { getConnectionName } from '@shared/connections'
import type { ModelId } from '@shared/services/ids'
import { useSettingsStore } from '@/bridge/settings-store'

/** Whom the sentences about this model's answers name: the connection as the user named it, else its service. */
export function useProviderName(model: ModelId): string {
  return useSettingsStore((state) => getConnectionName(state.view?.connections ?? [], model))
}
