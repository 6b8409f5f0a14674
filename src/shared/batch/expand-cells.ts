/**
 * What a batch would generate: every value of a prompt's variables, with every model, with every set of options. Pure.
 */
import type { ImageModel, ModelId } from '../catalogue'
import { fitOptions } from '../catalogue/options'
import { areSameOptions, changeOptions, type ImageOptions, type ImageQuality } from '../image-options'
import { createPromptFiller, listVariables } from '../prompt-variables'
import { createParts, type InputImage } from '../request'
import { estimateRequest, type PricedRequest } from '../request-cost'
import type { ModelFinder } from '../catalogue/find-listed'
import type { Estimate } from '../pricing'
import { MOST_BATCH_CELLS } from './batch'
import { trimText } from '../is-blank'

/** A size, or a shape for models that have shapes. Null: use `options`. */
export type ShapeChoice = Pick<ImageOptions, 'size'> | Pick<ImageOptions, 'aspectRatio'> | null

export interface BatchChoices {
  readonly template: string
  /** With none there are no cells. */
  readonly models: readonly ImageModel[]
  /** Empty: use the one in `options`. */
  readonly shapes: readonly ShapeChoice[]
  /** Empty: use the one in `options`. */
  readonly qualities: readonly ImageQuality[]
  /** The options that don't vary. */
  readonly options: ImageOptions
}

export interface PlannedCell {
  readonly text: string
  readonly model: ImageModel
  readonly options: ImageOptions
}

export interface Expansion {
  /** The full number, which may exceed what a batch can have. */
  readonly count: number
  /** The first cells, at most as many as a batch can have. */
  readonly cells: readonly PlannedCell[]
}

/**
 * Lists the cells prompt by prompt, and model by model within each prompt. Drops duplicates after fitting the options.
 */
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

/** Lists every combination of the variables' values; the last variable changes fastest. */
export function expandPrompt(template: string): { readonly count: number; readonly texts: readonly string[] } {
  const trimmed = trimText(template)
  const variables = listVariables(trimmed).filter(({ values }) => values.length > 0)
  const count = trimmed === '' ? 0 : variables.reduce((product, { values }) => product * values.length, 1)
  const fill = createPromptFiller(trimmed)
  const texts = Array.from({ length: Math.min(count, MOST_BATCH_CELLS) }, (_, index) =>
    fill(pickValues(variables, index)),
  )
  return { count, texts }
}

/** Lists variables without values, which would be sent with their braces. */
export function listOpenVariables(template: string): readonly string[] {
  return listVariables(template).flatMap(({ name, values }) => (values.length === 0 ? [name] : []))
}

/** Treats `index` as a mixed-radix number: one digit per variable says which of its values to use. */
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
      // Hundreds are made unattended, and previews cost money.
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

/** `inputs`: the images sent with it. */
export function estimateCell(cell: PlannedCell, inputs: readonly InputImage[], find?: ModelFinder): Estimate {
  return estimateRequest(toPricedRequest(cell, inputs), find)
}
