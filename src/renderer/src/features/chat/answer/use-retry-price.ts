import { useModelFinder } from '@/bridge/use-model-finder'
import { useFormat } from '@/i18n/use-format'
import type { AssistantMessage } from '../model'
import type { RequestChange } from './request-change'
import { useInputCount } from './use-input-count'
import { retryCost } from './retry-cost'

/** "≈ $0.019": the estimated price of another request, as shown on a button. Undefined if it's free or unknown. */
export function useRetryPrice(message: AssistantMessage, change: RequestChange = {}): string | undefined {
  const format = useFormat()
  const inputs = useInputCount(message)
  const estimate = retryCost({ ...message, ...change, inputs }, useModelFinder())
  return estimate.kind === 'range' ? format.about(estimate) : undefined
}
