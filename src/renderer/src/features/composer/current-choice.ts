import type { Model, ModelId } from '@shared/catalogue'
import { fitOptions } from '@shared/catalogue/options'
import { DEFAULT_IMAGE_OPTIONS, type ImageOptions } from '@shared/image-options'
import type { SettingsView } from '@shared/settings'
import { modelFor } from './choose-model'

interface Chosen {
  readonly model?: ModelId
  readonly options?: ImageOptions
}

export interface CurrentChoice {
  /** Undefined until main has said welcome. */
  readonly model: Model | undefined
  /** The one that was wanted, if it has ended. */
  readonly ended?: Model | undefined
  /** Kept as chosen, fitted when used: going to another model and back changes nothing. */
  readonly wanted: ImageOptions
  readonly options: ImageOptions
}

/** What a message box stands for: what was chosen in it, else what its chat remembers, else the defaults. */
export function currentChoice(
  chosen: Chosen | undefined,
  remembered: Chosen,
  settings: SettingsView | undefined,
  now: number,
): CurrentChoice {
  const defaults = settings?.settings.imageDefaults ?? DEFAULT_IMAGE_OPTIONS
  const wanted = chosen?.options ?? remembered.options ?? defaults
  if (!settings) return { model: undefined, wanted, options: wanted }
  const { model, ended } = modelFor([chosen?.model, remembered.model], settings, now)
  return { model, ended, wanted, options: model.kind === 'image' ? fitOptions(model, wanted) : wanted }
}
