/** Asking several models at once: which can be combined, and what each receives. Pure. */
import type { ImageModel, Model, ModelId } from '@shared/catalogue'
import { combineModels } from '@shared/catalogue/combine'
import { resolveMeaning } from '@shared/catalogue/offers'
import { fitOptions } from '@shared/catalogue/options'
import type { ImageOptions } from '@shared/image-options'
import type { Estimate } from '@shared/pricing'
import { MOST_MODELS_AT_ONCE } from '@shared/run'

/** A model with its request: the wanted options, as far as it supports them. */
export interface Ask {
  readonly model: Model
  readonly options: ImageOptions
  /** For a text model, whose price depends on the chat. Absent if not computed. */
  readonly estimate?: Estimate
}

export function listAsks(models: readonly Model[], wanted: ImageOptions): readonly Ask[] {
  return models.map((model) => ({ model, options: model.kind === 'image' ? fitOptions(model, wanted) : wanted }))
}

interface ModelRequest {
  readonly model: ModelId
  readonly options: ImageOptions
}

export interface ModelRequests extends ModelRequest {
  /** More models to ask the same question. */
  readonly others?: readonly ModelRequest[]
}

/** Returns what to send; undefined without a model. */
export function findRequests(asks: readonly Ask[]): ModelRequests | undefined {
  const [first, ...others] = asks.map(({ model, options }) => ({ model: resolveMeaning(model), options }))
  return first && { ...first, ...(others.length > 0 && { others }) }
}

/** Returns a model with the options that all of them share; undefined for text models. */
export function findCommonModel(models: readonly Model[]): ImageModel | undefined {
  const [first, ...others] = models.filter((model): model is ImageModel => model.kind === 'image')
  return first && combineModels([first, ...others])
}

/**
 * Whether this model can be added to the chosen ones or removed from them. The only chosen one can't be removed, but
 * choosing a model of the other kind replaces it.
 */
export function canToggle(chosen: readonly Pick<Model, 'id' | 'kind'>[], model: Pick<Model, 'id' | 'kind'>): boolean {
  if (chosen.length < 2) return chosen[0]?.id !== model.id
  if (chosen.some(({ id }) => id === model.id)) return true
  return chosen.length < MOST_MODELS_AT_ONCE && chosen[0]?.kind === model.kind
}

/** Returns the chosen models after toggling this one, in the order they were chosen. */
export function toggleModel(chosen: readonly Model[], model: Model): readonly Model[] {
  if (!canToggle(chosen, model)) return chosen
  const others = chosen.filter(({ id }) => id !== model.id)
  if (others.length < chosen.length) return others
  return chosen[0]?.kind === model.kind ? [...chosen, model] : [model]
}
