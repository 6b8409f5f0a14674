/** What an answer cost, and where that figure comes from. Pure. */
import type { Cost } from '@shared/answer'
import { findModel } from '@shared/catalogue'
import type { ModelFinder } from '@shared/catalogue/find-listed'
import type { Charge } from '@shared/money'
import type { Estimate } from '@shared/pricing'
import type { CancelledAnswer, DoneAnswer, FailedAnswer, StreamingAnswer } from '../model'
import { retryCost, type Priced } from './retry-cost'

export type AnswerCost =
  /** A known amount. */
  | Cost
  | { readonly source: 'estimated'; readonly estimate: Extract<Estimate, { kind: 'range' }> }
  | { readonly source: 'free' | 'unknown' }

type Costed = Priced &
  (
    | Pick<StreamingAnswer, 'status'>
    | Pick<DoneAnswer, 'status' | 'bill'>
    | Pick<FailedAnswer, 'status' | 'bill' | 'failure'>
    | Pick<CancelledAnswer, 'status' | 'charge'>
  )

export function findCost(message: Costed, find: ModelFinder = findModel): AnswerCost {
  if (find(message.model)?.prices === 'free') return { source: 'free' }
  switch (message.status) {
    case 'streaming':
      return estimateCost(message, find)
    case 'done': {
      const { cost, usage } = message.bill
      // With usage but no cost, a price is missing, and an estimate would lack it, too.
      return cost ?? (usage ? { source: 'unknown' } : estimateCost(message, find))
    }
    // An answer that ended early either cost nothing, or only its provider knows.
    case 'failed':
      return message.bill?.cost ?? readCharge(message.failure.charge)
    case 'cancelled':
      return readCharge(message.charge)
  }
}

/** Whether the cost is open until the answer ends, since the length of a text isn't known. The price isn't unknown. */
export function isCostOpen(
  { model, status }: Pick<Costed, 'model' | 'status'>,
  find: ModelFinder = findModel,
): boolean {
  const asked = find(model)
  return status === 'streaming' && asked?.kind === 'text' && asked.tokenPrices !== undefined
}

function estimateCost(message: Priced, find: ModelFinder): AnswerCost {
  const estimate = retryCost(message, find)
  return estimate.kind === 'range' ? { source: 'estimated', estimate } : { source: 'unknown' }
}

function readCharge(charge: Charge): AnswerCost {
  return charge === 'none' ? { source: 'computed', amount: 0 } : { source: 'unknown' }
}

/** Whether an answer that ended early was charged; undefined for all others. */
export function findCharge(
  message:
    | Pick<StreamingAnswer | DoneAnswer, 'status'>
    | Pick<FailedAnswer, 'status' | 'failure'>
    | Pick<CancelledAnswer, 'status' | 'charge'>,
): Charge | undefined {
  if (message.status === 'failed') return message.failure.charge
  return message.status === 'cancelled' ? message.charge : undefined
}
