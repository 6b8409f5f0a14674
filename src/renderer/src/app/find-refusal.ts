import { findExceededCap, type BudgetView } from '@shared/budget'
import { findInputProblem } from '@shared/catalogue/inputs'
import { isLongerThan } from '@shared/count-characters'
import { findConnection, lacksKey, type ConnectionView } from '@shared/connections'
import type { Failure, FailureCode } from '@shared/failure'
import { listInputs, readPrompt } from '@shared/request'
import { estimateRequest, type PricedRequest } from '@shared/request-cost'
import type { SettingsView } from '@shared/settings'
import { getModelFinder } from '@/bridge/use-model-finder'

/**
 * Why a request will not be sent, as far as the page can tell; main decides in the end. Asked before anything is shown, so
 * that the prompt does not even leave the message box, and before the question whether an amount is all right.
 */
export function findRefusal(
  request: PricedRequest,
  settings: SettingsView | undefined,
  budget: BudgetView | undefined,
  at: number,
): Failure | undefined {
  const find = getModelFinder(settings)
  const model = find(request.model)
  if (!model || !settings) return undefined
  if (request.kind === 'image' && isLongerThan(readPrompt(request.parts), model.maxPromptLength)) {
    return { code: 'prompt-too-long', charge: 'none', at }
  }
  const input = request.kind === 'image' && findInputProblem(model, listInputs(request.parts))
  if (input) return { ...input, charge: 'none', at }
  const problem = findProblem(findConnection(settings.connections, model.id))
  if (problem) return { code: problem, charge: 'none', at }
  // Any amount is agreed to here: that question comes later, if this does not make it superfluous.
  const limit = budget && findExceededCap(budget, estimateRequest(request, find), Number.POSITIVE_INFINITY)
  return limit && { code: 'cap-reached', charge: 'none', at, limit }
}

function findProblem(connection: ConnectionView | undefined): FailureCode | undefined {
  if (!connection) return 'connection-missing'
  if (connection.isDisabled) return 'connection-disabled'
  if (connection.address.problem) return 'address-unusable'
  if (!lacksKey(connection)) return undefined
  const { source } = connection.key
  if (source === 'withheld') return 'key-withheld'
  return source === 'unusable' ? 'key-unusable' : 'key-missing'
}
