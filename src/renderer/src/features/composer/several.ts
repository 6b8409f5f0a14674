/** Several models for one prompt: which of them can be chosen together, and what each is asked for. Pure. */
import type { ImageModel, Model, ModelId } from '@shared/catalogue'
import { combineModels } from '@shared/catalogue/combine'
import { resolveMeaning } from '@shared/catalogue/offers'
import { fitOptions } from '@shared/catalogue/options'
import type { ImageOptions } from '@shared/image-options'
import type { Estimate } from '@shared/pricing'
import { MOST_MODELS_AT_ONCE } from '@shared/run'

/** A model with what it is asked for: the wanted options, as far as it can do them. */
export interface Ask {
  readonly model: Model
  readonly options: ImageOptions
  /** Of a text model, whose price depends on the chat. Absent where that isn't looked at. */
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
  /** More models that are asked the same. */
  readonly others?: readonly ModelRequest[]
}

/** What is sent; undefined without a model. */
export function findRequests(asks: readonly Ask[]): ModelRequests | undefined {
  const [first, ...others] = asks.map(({ model, options }) => ({ model: resolveMeaning(model), options }))
  return first && { ...first, ...(others.length > 0 && { others }) }
}

/** The options that all of them have; undefined for text models. */
export function findCommonModel(models: readonly Model[]): ImageModel | undefined {
  const [first, ...others] = models.filter((model): model is ImageModel => model.kind === 'image')
  return first && combineModels([first, ...others])
}

/** Whether this one can be chosen beside these, or given up. The only one can be replaced by one of the other kind. */
export function canToggle(chosen: readonly Pick<Model, 'id' | 'kind'>[], model: Pick<Model, 'id' | 'kind'>): boolean {
  if (chosen.length < 2) return chosen[0]?.id !== model.id
  if (chosen.some(({ id }) => id === model.id)) return true
  return chosen.length < MOST_MODELS_AT_ONCE && chosen[0]?.kind === model.kind
}

/** The models that are chosen once this one was pressed, in the order in which they were chosen. */
export function toggleModel(chosen: readonly Model[], model: Model): readonly Model[] {
  if (!canToggle(chosen, model)) return chosen
  const others = chosen.filter(({ id }) => id !== model.id)
  if (others.length < chosen.length) return others
  return chosen[0]?.kind === model.kind ? [...chosen, model] : [model]
}
