import { useMemo } from 'react'
import { findModel, type ModelId } from '@shared/catalogue'
import { getLifetime, listOffers } from '@shared/catalogue/offers'
import { getConnectionName } from '@shared/connections'
import type { SettingsView } from '@shared/settings'
import { useNow } from '@/lib/use-now'

export interface ModelChoiceOption {
  readonly value: ModelId
  readonly label: string
  /** The connection's name. */
  readonly group: string
}

/** Returns every available model, and the chosen one even if it's no longer available. */
export function useModelChoices(
  { connections, settings: { recommendedModel } }: SettingsView,
  chosenId: ModelId | null | undefined,
): readonly ModelChoiceOption[] {
  const now = useNow()
  return useMemo(() => {
    const offered = listOffers({ connections, recommended: recommendedModel }).flatMap(({ model, isUnlisted }) =>
      !isUnlisted && getLifetime(model, now) === 'running' ? [model] : [],
    )
    const chosen = chosenId ? findModel(chosenId) : undefined
    const isMissing = chosen && !offered.some(({ id }) => id === chosen.id)
    return [...offered, ...(isMissing ? [chosen] : [])].map((model) => ({
      value: model.id,
      label: model.name,
      group: getConnectionName(connections, model.id),
    }))
  }, [connections, recommendedModel, chosenId, now])
}
