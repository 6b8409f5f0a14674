/**
 * Estimates what a request costs and whether it needs a confirmation. The page shows and asks with it, main reserves
 * and blocks with it. Separate from `budget.ts`, because the page's first frame needs no more than this.
 */
import type { LimitFacts, Limits } from './limits'
import { findImageModel, findModel, type TextModel } from './catalogue'
import { estimateTextCost } from './own-prices'
import { countRequest } from './tokens/count-request'
import type { ModelFinder } from './catalogue/find-listed'
import { estimateImageCost, pricedLength, type Estimate, type MicroUsd } from './pricing'
import { DEFAULT_IMAGE_OPTIONS } from './image-options'
import { listInputs, readPrompt, type ImageRequest, type TextRequest } from './request'
import { MOST_TOOL_IMAGES, type ImageToolSettings } from './text-settings'
import { getMostForSearches } from './web-search'

/** Without its turns, nothing is known of what is sent. */
type PricedTextRequest = Pick<TextRequest, 'kind' | 'model' | 'settings'> &
  Partial<Pick<TextRequest, 'turns' | 'instructions'>>

/** What decides a request's price. A `RunDraft`'s request is one. */
export type PricedRequest = Pick<ImageRequest, 'kind' | 'model' | 'parts' | 'options'> | PricedTextRequest

/** `find`: finds models with what their servers list of them, where that is known. */
export function estimateRequest(request: PricedRequest, find: ModelFinder = findModel): Estimate {
  const model = find(request.model)
  if (model?.prices === 'free') return { kind: 'free' }
  if (model?.kind === 'text' && request.kind === 'text') return estimateText(model, request)
  return model?.kind === 'image' && request.kind === 'image'
    ? estimateImageCost(
        model,
        request.options,
        pricedLength(readPrompt(request.parts)),
        listInputs(request.parts).length,
      )
    : { kind: 'unknown' }
}

/** Unknown while it isn't said what is sent. */
function estimateText(model: TextModel, { turns, instructions, settings }: PricedTextRequest): Estimate {
  if (!turns) return { kind: 'unknown' }
  const tokens = countRequest({ turns, ...(instructions !== undefined && { instructions }) })
  const searches = settings?.webSearch && model.settings?.webSearch
  const text = estimateTextCost(model, tokens, settings?.maxOutput, searches)
  return addToolImages(text, settings?.imageTool, countShown(turns))
}

/** With the images that the model may have made: none of them, or as many as it can. */
function addToolImages(text: Estimate, tool: ImageToolSettings | undefined, shown: number): Estimate {
  const image = tool && estimateToolImage(tool, shown)
  if (!image || image.kind === 'free' || text.kind !== 'range') return text
  return image.kind === 'range' ? { ...text, high: text.high + MOST_TOOL_IMAGES * image.high } : image
}

function countShown(turns: TextRequest['turns']): number {
  return turns.reduce((sum, { parts }) => sum + listInputs(parts).length, 0)
}

/** What one image costs that a text model has made, in whatever size it chooses. `shown`: how many images it can be made from. */
export function estimateToolImage({ model: id, quality }: ImageToolSettings, shown = 0): Estimate {
  const model = findImageModel(id)
  const options = { ...DEFAULT_IMAGE_OPTIONS, size: 'auto', quality } as const
  return model ? estimateImageCost(model, options, 0, shown) : { kind: 'unknown' }
}

/**
 * What main reserves under the caps: the estimate, and what has a price where the text has none: the images that a text
 * model may have made, and searches. The text then comes on top, so this is never shown as a price.
 */
export function estimateForCaps(request: PricedRequest, find: ModelFinder = findModel): Estimate {
  const estimate = estimateRequest(request, find)
  const tool = request.kind === 'text' ? request.settings?.imageTool : undefined
  const shown = request.kind === 'text' ? countShown(request.turns ?? []) : 0
  const image = tool && getHighest(estimateToolImage(tool, shown))
  const searches = findSearchCost(request, find, estimate)
  const { low, high } = estimate.kind === 'range' ? estimate : { low: 0, high: 0 }
  // A known price has the images in it.
  const images = estimate.kind === 'unknown' && image !== undefined ? MOST_TOOL_IMAGES * image : 0
  return images + searches === 0 ? estimate : { kind: 'range', low, high: high + images + searches }
}

/** What the searches can cost that isn't in the estimate. 0 for requests that don't search. */
function findSearchCost(request: PricedRequest, find: ModelFinder, estimate: Estimate): MicroUsd {
  const model = find(request.model)
  if (request.kind !== 'text' || !request.settings?.webSearch || model?.kind !== 'text') return 0
  const rule = model.settings?.webSearch ?? {}
  const isKnown = estimate.kind === 'range' && rule.fee !== undefined
  return isKnown ? 0 : getMostForSearches(rule)
}

/** What several requests cost together. */
export interface EstimateSum {
  /** Of those with a known price; unknown where none has one. */
  readonly estimate: Estimate
  /** How many have no known price, and aren't in the sum. */
  readonly unpriced: number
}

export function sumEstimates(estimates: readonly Estimate[]): EstimateSum {
  const ranges = estimates.filter((estimate) => estimate.kind === 'range')
  const unpriced = estimates.filter(({ kind }) => kind === 'unknown').length
  if (ranges.length === 0) return { estimate: { kind: unpriced > 0 ? 'unknown' : 'free' }, unpriced }
  const [low, high] = [
    ranges.reduce((sum, range) => sum + range.low, 0),
    ranges.reduce((sum, range) => sum + range.high, 0),
  ]
  return { estimate: { kind: 'range', low, high }, unpriced }
}

/** The highest estimate. Undefined when there's none. */
export function getHighest(estimate: Estimate): MicroUsd | undefined {
  if (estimate.kind === 'free') return 0
  return estimate.kind === 'range' ? estimate.high : undefined
}

/** Returns the confirmation amount if the request can exceed both it and the amount the user agreed to. */
export function findUnconfirmed({ askAbove }: Limits, estimate: Estimate, confirmed = 0): LimitFacts | undefined {
  const cost = getHighest(estimate) ?? 0
  if (askAbove === null || cost <= askAbove || cost <= confirmed) return undefined
  return { limit: 'request', amount: askAbove, cost }
}
