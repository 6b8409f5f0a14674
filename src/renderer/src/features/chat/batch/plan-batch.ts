/** What is chosen in the dialog of a new batch, and what comes of it. Pure. */
import type { BatchDraft } from '@shared/batch/batch'
import { MOST_BATCH_CELLS, MOST_BATCH_TEXT } from '@shared/batch/batch'
import { estimateCell, expandCells, listOpenVariables, type ShapeChoice } from '@shared/batch/expand-cells'
import { findExceededCapTogether, type BudgetView, type LimitFacts } from '@shared/budget'
import type { ImageModel, ModelId } from '@shared/catalogue'
import { combineModels } from '@shared/catalogue/combine'
import { findInputProblem, type InputProblem } from '@shared/catalogue/inputs'
import type { ModelFinder } from '@shared/catalogue/find-listed'
import { resolveMeaning } from '@shared/catalogue/offers'
import { isLongerThan } from '@shared/count-characters'
import type { ChatId } from '@shared/ids'
import { nameShape, type ImageOptions, type ImageQuality } from '@shared/image-options'
import { isBlank } from '@shared/is-blank'
import type { InputImage } from '@shared/request'
import { getHighest, sumEstimates, type EstimateSum } from '@shared/request-cost'
import type { MaskJudgment, MaskProblem } from '@/images/mask/judged-masks'
import type { PricedCell } from './CellTable'

export interface BatchWishes {
  readonly template: string
  readonly models: readonly ModelId[]
  /** Names of shapes, as `nameShape` gives them; empty: as chosen for the chat. */
  readonly shapes: readonly string[]
  readonly qualities: readonly ImageQuality[]
  readonly count: number
  /** The images that go with each request. */
  readonly inputs: readonly InputImage[]
}

export type BatchProblem =
  | { readonly kind: 'no-prompt' }
  | { readonly kind: 'no-model' }
  | { readonly kind: 'open-variables'; readonly names: readonly string[] }
  | { readonly kind: 'too-many'; readonly count: number }
  | { readonly kind: 'too-long' }
  /** It isn't known yet whether the mask is of any use. */
  | { readonly kind: 'mask-unread' }
  /** A model doesn't take the images, or lacks the one that it needs. */
  | { readonly kind: 'inputs'; readonly model: ImageModel; readonly problem: InputProblem | MaskProblem }

export interface BatchOutline {
  readonly cells: readonly PricedCell[]
  /** How many it would be. */
  readonly count: number
  /** How many images that is. */
  readonly images: number
  readonly sum: EstimateSum
  /** Why it can't be started. */
  readonly problem?: BatchProblem
}

/** The options that all chosen models share, which can be varied. Undefined without a model. */
export function findVariable(models: readonly ImageModel[]): ImageModel | undefined {
  const [first, ...others] = models
  return first && combineModels([first, ...others])
}

/** Shapes to choose from, by their names. */
export function listShapes({ aspectRatios, sizes }: ImageModel): ReadonlyMap<string, Exclude<ShapeChoice, null>> {
  const shapes = aspectRatios
    ? aspectRatios.map((aspectRatio) => ({ aspectRatio }))
    : sizes.filter((size) => size !== 'auto').map((size) => ({ size }))
  return new Map(shapes.map((shape) => ['size' in shape ? shape.size : shape.aspectRatio, shape]))
}

export function outlineBatch(
  wishes: BatchWishes,
  models: readonly ImageModel[],
  options: ImageOptions,
  find: ModelFinder,
  mask?: MaskJudgment,
): BatchOutline {
  const common = findVariable(models)
  const shapes = common ? listShapes(common) : new Map<string, ShapeChoice>()
  const { count, cells: planned } = expandCells({
    template: wishes.template,
    models,
    shapes: wishes.shapes.flatMap((name) => shapes.get(name) ?? []),
    qualities: wishes.qualities.filter((quality) => common?.qualities.includes(quality)),
    options: { ...options, count: wishes.count },
  })
  const cells = planned.map((cell) => ({ ...cell, estimate: estimateCell(cell, wishes.inputs, find) }))
  const problem = findProblem(wishes, models, count, cells, mask)
  return {
    cells,
    count,
    images: cells.reduce((sum, cell) => sum + cell.options.count, 0),
    sum: sumEstimates(cells.map(({ estimate }) => estimate)),
    ...(problem && { problem }),
  }
}

function findProblem(
  { template, inputs }: BatchWishes,
  models: readonly ImageModel[],
  count: number,
  cells: readonly PricedCell[],
  mask: MaskJudgment | undefined,
): BatchProblem | undefined {
  if (isBlank(template)) return { kind: 'no-prompt' }
  const [first] = models
  if (!first) return { kind: 'no-model' }
  for (const model of models) {
    const problem = findInputProblem(model, inputs)
    if (problem) return { kind: 'inputs', model, problem }
  }
  if (mask?.problem) return { kind: 'inputs', model: first, problem: mask.problem }
  if (mask?.isUnread) return { kind: 'mask-unread' }
  const names = listOpenVariables(template)
  if (names.length > 0) return { kind: 'open-variables', names }
  if (count > MOST_BATCH_CELLS) return { kind: 'too-many', count }
  const isTooLong =
    cells.some(({ text, model }) => isLongerThan(text, model.maxPromptLength)) ||
    cells.reduce((sum, { text }) => sum + text.length, 0) > MOST_BATCH_TEXT
  return isTooLong ? { kind: 'too-long' } : undefined
}

/** The cap that a batch would reach, if it costs as much as it can. The user agrees to its price by starting it. */
export function findBatchLimit(
  view: BudgetView | undefined,
  sum: EstimateSum,
  project?: ChatId,
): LimitFacts | undefined {
  return view && findExceededCapTogether(view, sum, getHighest(sum.estimate) ?? 0, project)
}

/** What main is asked to make. */
export function createBatchDraft(
  { cells }: BatchOutline,
  { template, inputs }: Pick<BatchWishes, 'template' | 'inputs'>,
  ids: Pick<BatchDraft, 'id' | 'chatId' | 'chatTitle' | 'projectId'>,
): BatchDraft {
  return {
    ...ids,
    template: template.trim(),
    ...(inputs.length > 0 && { inputs }),
    cells: cells.map(({ text, model, options, estimate }) => {
      const cost = getHighest(estimate)
      return { text, model: resolveMeaning(model), options, ...(cost !== undefined && { confirmedCost: cost }) }
    }),
  }
}

/** The name of what is chosen, if it's among the shapes. */
export function findShapeName(options: ImageOptions): string {
  return options.aspectRatio ?? nameShape(options)
}
