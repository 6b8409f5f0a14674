import { DEMO_MODEL, findModel, RECOMMENDED_MODEL, type Model, type ModelId } from '@shared/catalogue'
import type { SecretStatus, SettingsView } from '@shared/settings'

/** Whether requests that need this key can be made at all. */
export function isUsable(secret: SecretStatus): boolean {
  return secret.source === 'saved' || secret.source === 'session' || secret.source === 'environment'
}

export function needsKey(model: Model, view: SettingsView | undefined): boolean {
  return model.provider === 'openai' && view !== undefined && !isUsable(view.secrets.openaiKey)
}

/** The first of the wanted models that this version knows, else the default: with a key the recommended one. */
export function modelFor(wanted: readonly (ModelId | undefined)[], view: SettingsView | undefined): Model {
  for (const id of wanted) {
    const model = id && findModel(id)
    if (model) return model
  }
  const last = view?.settings.lastModel && findModel(view.settings.lastModel)
  if (last && !needsKey(last, view)) return last
  return defaultModel(view)
}

function defaultModel(view: SettingsView | undefined): Model {
  const id = view && isUsable(view.secrets.openaiKey) ? RECOMMENDED_MODEL : DEMO_MODEL
  const model = findModel(id)
  if (!model) throw new Error(`The catalogue lacks its own default ${id}`)
  return model
}
