/**
 * Describes an answer in the quick-ask window before it's requested: the model, the price, and a cap that would stop
 * it. Pure.
 */
import { findExceededCap, type BudgetView } from '@shared/budget'
import type { ModelId } from '@shared/catalogue'
import type { ModelFinder } from '@shared/catalogue/find-listed'
import { isBlank } from '@shared/is-blank'
import type { QuickAskView } from '@shared/quick-ask'
import { estimateRequest } from '@shared/request-cost'

/** `model`: null if none is available. For an empty text, returns the price of the shortest question. */
export function describeAnswer(
  model: ModelId | null,
  text: string,
  { find, budget }: { readonly find: ModelFinder; readonly budget: BudgetView },
): QuickAskView {
  const facts = model === null ? undefined : find(model)
  if (!facts) return { answers: null }
  const turn = { role: 'user', parts: [{ type: 'text', text: isBlank(text) ? '-' : text.trim() }] } as const
  const estimate = estimateRequest({ kind: 'text', model: facts.id, turns: [turn] }, find)
  const limit = findExceededCap(budget, estimate)?.limit
  const answers = { name: facts.name, estimate }
  return limit === 'daily' || limit === 'monthly' ? { answers, cap: limit } : { answers }
}
