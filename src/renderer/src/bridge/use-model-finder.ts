import { findModel } from '@shared/catalogue'
import { createModelFinder, type ModelFinder } from '@shared/catalogue/find-listed'
import { withOwnPrices } from '@shared/own-prices'
import type { SettingsView } from '@shared/settings'
import { useSettingsStore } from './settings-store'

const finders = new WeakMap<SettingsView, ModelFinder>()

/**
 * Returns a finder that knows what the servers report about their models: names, capabilities, prices. The same
 * function for the same view.
 */
export function getModelFinder(view: SettingsView | undefined): ModelFinder {
  if (!view) return findModel
  const known = finders.get(view)
  if (known) return known
  const findOwn = (id: string) => view.connections.find((connection) => connection.id === id)
  const findListed = createModelFinder(
    (id) => findOwn(id)?.listing,
    (id) => findOwn(id)?.contextTokens,
  )
  const find = withOwnPrices(findListed, () => view.settings.ownPrices)
  finders.set(view, find)
  return find
}

export function useModelFinder(): ModelFinder {
  return useSettingsStore((state) => getModelFinder(state.view))
}
