/** Finds the text model that describes an image. */
import type { Model, ModelId } from '@shared/catalogue'
import { findInputProblem } from '@shared/catalogue/inputs'
import { getLifetime } from '@shared/catalogue/offers'
import type { InputImage } from '@shared/request'
import type { SettingsView } from '@shared/settings'
import { findUsable, offersFor } from './choose-model'

/**
 * Returns the first preferred model that is an available text model and accepts the image, else the first such model of
 * all. Undefined if there's none.
 */
export function findDescriber(
  image: InputImage,
  preferred: readonly (ModelId | undefined)[],
  view: SettingsView,
  now: number,
): Model | undefined {
  const canDescribe = (model: Model | undefined): model is Model =>
    model?.kind === 'text' && getLifetime(model, now) === 'running' && !findInputProblem(model, [image])
  for (const id of preferred) {
    const model = id && findUsable(id, view)
    if (model && canDescribe(model)) return model
  }
  return offersFor(view).find(
    ({ model, isUnlisted }) => !isUnlisted && canDescribe(model) && findUsable(model.id, view) !== undefined,
  )?.model
}
