/** Computes what a run cost and its entry in the ledger. Pure. */
import { assertNever } from '@shared/assert-never'
import { findImageModel, findModel, type ImageModel } from '@shared/catalogue'
import type { ModelFinder } from '@shared/catalogue/find-listed'
import type { Failure } from '@shared/failure'
import { textCost, type OwnPrices } from '@shared/own-prices'
import { imageCost } from '@shared/pricing'
import type { Request } from '@shared/request'
import { findService } from '@shared/services'
import { countImages, type Usage } from '@shared/usage'
import { estimateForCaps, estimateRequest, getHighest } from '@shared/request-cost'
import { listImages, type Bill, type Cost } from '@shared/answer'
import type { Run, TerminalState } from '@shared/run'
import type { Spending } from '@shared/spending'
import type { Reported } from './collect-answer'

/** Sources of prices besides the built-in list. */
export interface PriceSources {
  readonly ownPrices?: OwnPrices
  /** Includes what servers list. */
  readonly findModel?: ModelFinder | undefined
}

export function computeBill({ request }: Run, { usage, cost }: Reported, sources: PriceSources = {}): Bill {
  const found =
    cost === undefined ? computeCost(request, usage, sources) : ({ amount: cost, source: 'reported' } as const)
  return { ...(usage && { usage }), ...(found && { cost: found }) }
}

function computeCost(
  request: Request,
  usage: Usage | undefined,
  { ownPrices = {}, findModel: find = findModel }: PriceSources,
): Cost | undefined {
  const { model: id } = request
  const model = find(id)
  if (model?.prices === 'free') return { amount: 0, source: 'computed' }
  const listed = model?.kind === 'text' ? model.tokenPrices : undefined
  const amount =
    model?.kind === 'image'
      ? imageCost(model, usage)
      : textCost(ownPrices[id] ?? listed, usage, {
          tool: findTool(request),
          searchFee: model?.settings?.webSearch?.fee,
        })
  return amount === undefined ? estimateCost(request, usage, find) : { amount, source: 'computed' }
}

function findTool(request: Request): ImageModel | undefined {
  const tool = request.kind === 'text' ? request.settings?.imageTool : undefined
  return tool && findImageModel(tool.model)
}

/** Estimates the cost from the price list, if the service reports only the number of images. */
function estimateCost(request: Request, usage: Usage | undefined, find: ModelFinder): Cost | undefined {
  const { service = '' } = find(request.model) ?? {}
  const count = countImages(usage)
  if (request.kind !== 'image' || count === 0 || !findService(service)?.hidesCosts) return undefined
  const amount = getHighest(estimateRequest({ ...request, options: { ...request.options, count } }, find))
  return amount === undefined ? undefined : { amount, source: 'estimated' }
}

function judgeBill({ cost }: Bill): Failure['charge'] {
  if (cost === undefined) return 'unknown'
  return cost.amount > 0 ? 'charged' : 'none'
}

function getCharge(state: TerminalState): Failure['charge'] {
  switch (state.status) {
    case 'done':
      return judgeBill(state.bill)
    case 'failed':
      return state.failure.charge
    case 'cancelled':
      return state.charge
    default:
      return assertNever(state)
  }
}

/** Creates the ledger's entry for an ended run. */
export function createSpending(
  { id, place, helper, request }: Run,
  state: TerminalState,
  find?: ModelFinder,
): Spending {
  const charge = getCharge(state)
  const { usage, cost }: Bill = (state.status !== 'cancelled' && state.bill) || {}
  const images = state.status === 'done' ? listImages(state.parts).length : 0
  const atMost = charge === 'none' || cost ? undefined : getHighest(estimateForCaps(request, find))
  const chatId = helper ? helper.chatId : place.chatId
  return {
    runId: id,
    ...(chatId && { chatId }),
    ...(place.projectId && { projectId: place.projectId }),
    at: state.finishedAt,
    model: request.model,
    kind: request.kind,
    outcome: state.status,
    ...(images > 0 && { images }),
    charge,
    ...(usage && { usage }),
    ...(cost && { cost: cost.amount }),
    ...(cost && cost.source !== 'computed' && { costSource: cost.source }),
    ...(cost?.formerEstimate !== undefined && { costEstimate: cost.formerEstimate }),
    ...(atMost !== undefined && { atMost }),
    ...(helper && { purpose: helper.purpose }),
  }
}
