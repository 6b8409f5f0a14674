import { useModelFinder } from '@/bridge/use-model-finder'
import { useFormat } from '@/i18n/use-format'
import type { AssistantMessage } from '../model'
import type { RequestChange } from './request-change'
import { useInputCount } from './use-input-count'
import { retryCost } from './retry-cost'

/** "≈ $0.019": what asking once more would probably cost, as a button says it. Undefined where it is free or not known. */
export function useRetryPrice(message: AssistantMessage, change: RequestChange = {}): string | undefined {
  const format = useFormat()
  const inputs = useInputCount(message)
  const estimate = retryCost({ ...message, ...change, inputs }, useModelFinder())
  return estimate.kind === 'range' ? format.about(estimate) : undefined
}
