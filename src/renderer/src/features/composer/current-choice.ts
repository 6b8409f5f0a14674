import type { Model, ModelId } from '@shared/catalogue'
import { fitOptions } from '@shared/catalogue/options'
import { DEFAULT_IMAGE_OPTIONS, type ImageOptions } from '@shared/image-options'
import type { SettingsView } from '@shared/settings'
import { modelFor } from './choose-model'

interface Chosen {
  readonly model?: ModelId
  readonly options?: ImageOptions
  /** Ignored unless it starts with `model`: choosing another model means only that one. */
  readonly models?: readonly ModelId[] | undefined
}

export interface CurrentChoice {
  /** Undefined until main's welcome has arrived. */
  readonly model: Model | undefined
  /** All models to ask at once: at least `model`, which comes first, all of the same kind. */
  readonly models: readonly Model[]
  /** The wanted model, if it has ended. */
  readonly ended?: Model | undefined
  /** Stored as chosen and fitted on use: switching to another model and back changes nothing. */
  readonly wanted: ImageOptions
  readonly options: ImageOptions
}

/** Returns a message box's current choice: what was chosen in it, else what its chat remembers, else the defaults. */
export function currentChoice(
  chosen: Chosen | undefined,
  remembered: Chosen,
  settings: SettingsView | undefined,
  now: number,
): CurrentChoice {
  const defaults = settings?.settings.imageDefaults ?? DEFAULT_IMAGE_OPTIONS
  const wanted = chosen?.options ?? remembered.options ?? defaults
  if (!settings) return { model: undefined, models: [], wanted, options: wanted }
  const { model, ended } = modelFor([chosen?.model, remembered.model], settings, now)
  const models = findSeveral(model, chosen, remembered, settings, now)
  return { model, models, ended, wanted, options: model.kind === 'image' ? fitOptions(model, wanted) : wanted }
}

function findSeveral(
  first: Model,
  chosen: Chosen | undefined,
  remembered: Chosen,
  settings: SettingsView,
  now: number,
): readonly Model[] {
  const [wanted, ...others] = chosen?.models ?? remembered.models ?? []
  if (wanted === undefined || wanted !== (chosen?.model ?? remembered.model)) return [first]
  const models = others.map((id) => modelFor([id], settings, now).model).filter(({ kind }) => kind === first.kind)
  // Two ended models may have the same successor.
  return [...new Map([first, ...models].map((model) => [model.id, model])).values()]
}
