/** What an answer cost, and who says so. Pure. */
import { findModel } from '@shared/catalogue'
import type { Estimate, MicroUsd } from '@shared/pricing'
import type { AssistantMessage } from '../model'
import { retryCost } from './retry-cost'

export type AnswerCost =
  /** The provider named the sum, or it follows from what the provider counted and its printed prices. */
  | { readonly source: 'reported' | 'computed'; readonly amount: MicroUsd }
  | { readonly source: 'estimated'; readonly estimate: Extract<Estimate, { kind: 'range' }> }
  | { readonly source: 'free' | 'unknown' }

type Costed = Pick<AssistantMessage, 'status' | 'bill' | 'charge' | 'failure' | 'model' | 'options' | 'prompt'>

export function findCost(message: Costed): AnswerCost {
  const { status, bill, model } = message
  if (findModel(model)?.prices === 'free') return { source: 'free' }
  if (bill?.cost !== undefined) return { source: bill.usage ? 'computed' : 'reported', amount: bill.cost }
  // What ended early either cost nothing, or only its provider knows.
  if (status === 'failed' || status === 'cancelled') {
    return findCharge(message) === 'none' ? { source: 'computed', amount: 0 } : { source: 'unknown' }
  }
  const estimate = retryCost(message)
  const isGuess = estimate.kind === 'range' && (status === 'streaming' || !bill?.usage)
  return isGuess ? { source: 'estimated', estimate } : { source: 'unknown' }
}

/** What an answer that ended early means for the money; undefined for all others. */
export function findCharge({
  status,
  failure,
  charge,
}: Pick<AssistantMessage, 'status' | 'failure' | 'charge'>): AssistantMessage['charge'] {
  if (status === 'failed') return failure?.charge ?? 'unknown'
  return status === 'cancelled' ? (charge ?? 'unknown') : undefined
}
