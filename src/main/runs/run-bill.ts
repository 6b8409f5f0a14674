/** Computes what a run cost and its entry in the ledger. Pure. */
import { assertNever } from '@shared/assert-never'
import { findImageModel, findModel } from '@shared/catalogue'
import type { Failure } from '@shared/failure'
import { textCost, type OwnPrices } from '@shared/own-prices'
import { imageCost, type Usage } from '@shared/pricing'
import { estimateRequest, getHighest } from '@shared/request-cost'
import type { Bill, Run, TerminalState } from '@shared/run'
import type { Spending } from '@shared/spending'

export function computeBill({ request }: Run, usage: Usage | undefined, ownPrices: OwnPrices = {}): Bill {
  const model = findImageModel(request.model)
  const isFree = findModel(request.model)?.prices === 'free'
  const priced = model ? imageCost(model, usage) : textCost(ownPrices[request.model], usage)
  const cost = isFree ? 0 : priced
  return { ...(usage && { usage }), ...(cost !== undefined && { cost }) }
}

function chargeOfBill(bill: Bill): Failure['charge'] {
  if (bill.cost === undefined) return 'unknown'
  return bill.cost > 0 ? 'charged' : 'none'
}

function getCharge(state: TerminalState): Failure['charge'] {
  switch (state.status) {
    case 'done':
      return chargeOfBill(state.bill)
    case 'failed':
      return state.failure.charge
    case 'cancelled':
      return state.charge
    default:
      return assertNever(state)
  }
}

/** The ledger's entry for a run that ended. */
export function createSpending({ id, place, request }: Run, state: TerminalState): Spending {
  const charge = getCharge(state)
  const bill = (state.status !== 'cancelled' && state.bill) || {}
  const atMost = charge === 'none' || bill.cost !== undefined ? undefined : getHighest(estimateRequest(request))
  return {
    runId: id,
    chatId: place.chatId,
    at: state.finishedAt,
    model: request.model,
    kind: request.kind,
    outcome: state.status,
    ...(state.status === 'done' && state.images.length > 0 && { images: state.images.length }),
    charge,
    ...bill,
    ...(atMost !== undefined && { atMost }),
  }
}
