/** The choices in the dialog of a new batch, and the cells that they make. Pure. */
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
  /** Names of shapes, as returned by `nameShape`; empty: as chosen for the chat. */
  readonly shapes: readonly string[]
  readonly qualities: readonly ImageQuality[]
  readonly count: number
  /** The images sent with each request. */
  readonly inputs: readonly InputImage[]
}

export type BatchProblem =
  | { readonly kind: 'no-prompt' }
  | { readonly kind: 'no-model' }
  | { readonly kind: 'open-variables'; readonly names: readonly string[] }
  | { readonly kind: 'too-many'; readonly count: number }
  | { readonly kind: 'too-long' }
  /** Whether the mask is usable isn't known yet. */
  | { readonly kind: 'mask-unread' }
  /** A model doesn't accept the images, or lacks an image that it needs. */
  | { readonly kind: 'inputs'; readonly model: ImageModel; readonly problem: InputProblem | MaskProblem }

export interface BatchOutline {
  readonly cells: readonly PricedCell[]
  /** The number of cells. */
  readonly count: number
  /** The number of images. */
  readonly images: number
  readonly sum: EstimateSum
  /** Why it can't be started; absent if it can. */
  readonly problem?: BatchProblem
}

/** The options that all chosen models support, which can be varied. Undefined without a model. */
export function findVariable(models: readonly ImageModel[]): ImageModel | undefined {
  const [first, ...others] = models
  return first && combineModels([first, ...others])
}

/** The shapes to choose from, by name. */
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

/** The cap that a batch would reach at its maximum cost. By starting the batch, the user agrees to its price. */
export function findBatchLimit(
  view: BudgetView | undefined,
  sum: EstimateSum,
  project?: ChatId,
): LimitFacts | undefined {
  return view && findExceededCapTogether(view, sum, getHighest(sum.estimate) ?? 0, project)
}

/** The batch to request from main. */
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

/** The name of the chosen shape, if it's among the shapes. */
export function findShapeName(options: ImageOptions): string {
  return options.aspectRatio ?? nameShape(options)
}
