/** What a batch would make: the values of a prompt's variables, times models, times options. Pure. */
import type { ImageModel, ModelId } from '../catalogue'
import { fitOptions } from '../catalogue/options'
import { areSameOptions, changeOptions, type ImageOptions, type ImageQuality } from '../image-options'
import { fillPrompt, listVariables } from '../prompt-variables'
import { createParts, type InputImage } from '../request'
import { estimateRequest, type PricedRequest } from '../request-cost'
import type { ModelFinder } from '../catalogue/find-listed'
import type { Estimate } from '../pricing'
import { MOST_BATCH_CELLS } from './batch'
import { trimText } from '../is-blank'

/** A size, or a shape of models that have those. Null: as chosen. */
export type ShapeChoice = Pick<ImageOptions, 'size'> | Pick<ImageOptions, 'aspectRatio'> | null

export interface BatchChoices {
  readonly template: string
  /** At least one for anything to come of it. */
  readonly models: readonly ImageModel[]
  /** Empty: the one in `options`. */
  readonly shapes: readonly ShapeChoice[]
  /** Likewise. */
  readonly qualities: readonly ImageQuality[]
  /** What isn't varied. */
  readonly options: ImageOptions
}

export interface PlannedCell {
  readonly text: string
  readonly model: ImageModel
  readonly options: ImageOptions
}

export interface Expansion {
  /** How many there would be, which may be more than a batch can have. */
  readonly count: number
  /** The first of them, at most as many as a batch can have. */
  readonly cells: readonly PlannedCell[]
}

/** Prompt by prompt, and for each of them model by model. What a model makes the same of is there once. */
export function expandCells({ template, models, ...choices }: BatchChoices): Expansion {
  const prompts = expandPrompt(template)
  const variants = models.flatMap((model) => listOptions(model, choices).map((options) => ({ model, options })))
  const cells: PlannedCell[] = []
  for (const text of prompts.texts) {
    for (const variant of variants) {
      if (cells.length === MOST_BATCH_CELLS) break
      cells.push({ text, ...variant })
    }
  }
  return { count: prompts.count * variants.length, cells }
}

/** Each combination of the variables' values, the last variable changing fastest. */
export function expandPrompt(template: string): { readonly count: number; readonly texts: readonly string[] } {
  const trimmed = trimText(template)
  const variables = listVariables(trimmed).filter(({ values }) => values.length > 0)
  const count = trimmed === '' ? 0 : variables.reduce((product, { values }) => product * values.length, 1)
  const texts = Array.from({ length: Math.min(count, MOST_BATCH_CELLS) }, (_, index) =>
    fillPrompt(trimmed, pickValues(variables, index)),
  )
  return { count, texts }
}

/** Variables without values, which would be sent in their braces. */
export function listOpenVariables(template: string): readonly string[] {
  return listVariables(template).flatMap(({ name, values }) => (values.length === 0 ? [name] : []))
}

/** A number whose digits, each to a base of its own, say which values are taken. */
function pickValues(variables: ReturnType<typeof listVariables>, index: number): ReadonlyMap<string, string> {
  const picked = new Map<string, string>()
  let rest = index
  for (const { name, values } of variables.toReversed()) {
    picked.set(name, values[rest % values.length] ?? '')
    rest = Math.floor(rest / values.length)
  }
  return picked
}

function listOptions(
  model: ImageModel,
  { shapes, qualities, options }: Pick<BatchChoices, 'shapes' | 'qualities' | 'options'>,
): readonly ImageOptions[] {
  const found: ImageOptions[] = []
  for (const shape of shapes.length > 0 ? shapes : [null]) {
    for (const quality of qualities.length > 0 ? qualities : [options.quality]) {
      // Nothing is watched while hundreds are made, and previews cost.
      const wanted = { ...changeOptions(options, shape ?? {}), quality, previews: 0 }
      const fitted = fitOptions(model, wanted)
      if (!found.some((other) => areSameOptions(other, fitted))) found.push(fitted)
    }
  }
  return found
}

export function toPricedRequest(
  { text, model, options }: PlannedCell,
  inputs: readonly InputImage[],
): PricedRequest & { readonly model: ModelId } {
  return { kind: 'image', model: model.id, parts: createParts(text, inputs), options }
}

/** `inputs`: the images that go with it. */
export function estimateCell(cell: PlannedCell, inputs: readonly InputImage[], find?: ModelFinder): Estimate {
  return estimateRequest(toPricedRequest(cell, inputs), find)
}
