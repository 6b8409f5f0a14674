import { findExceededCapTogether, type BudgetView } from '@shared/budget'
import { findInputProblem } from '@shared/catalogue/inputs'
import { isLongerThan } from '@shared/count-characters'
import { findConnection, lacksKey, type ConnectionView } from '@shared/connections'
import type { Failure, FailureCode } from '@shared/failure'
import type { ChatId } from '@shared/ids'
import { listInputs, readPrompt } from '@shared/request'
import { estimateRequest, sumEstimates, type PricedRequest } from '@shared/request-cost'
import type { SettingsView } from '@shared/settings'
import { getModelFinder } from '@/bridge/use-model-finder'
import type { Refusal } from '@/features/chat/model'
import { findMaskProblem } from '@/images/mask/judged-masks'

/**
 * Returns why these requests won't be sent, as far as the page can tell; main decides in the end. Called before
 * anything is shown, so the prompt stays in the message box, and before asking to confirm an amount. A problem with a
 * single request takes precedence over one with their sum. `project`: the project whose chat they are sent in.
 */
export function findRefusal(
  requests: readonly PricedRequest[],
  settings: SettingsView | undefined,
  budget: BudgetView | undefined,
  at: number,
  project?: ChatId,
): Refusal | undefined {
  const find = getModelFinder(settings)
  const [first] = requests
  if (!settings || !first) return undefined
  for (const request of requests) {
    const failure = findFailure(request, settings, at)
    if (failure) return { failure, model: request.model }
  }
  const sum = sumEstimates(requests.map((request) => estimateRequest(request, find)))
  // Ignores the confirmation amount: that question comes later, unless this makes it unnecessary.
  const limit = budget && findExceededCapTogether(budget, sum, Number.POSITIVE_INFINITY, project)
  return limit && { failure: { code: 'cap-reached', charge: 'none', at, limit }, model: first.model }
}

function findFailure(request: PricedRequest, settings: SettingsView, at: number): Failure | undefined {
  const model = getModelFinder(settings)(request.model)
  if (!model) return undefined
  if (request.kind === 'image' && isLongerThan(readPrompt(request.parts), model.maxPromptLength)) {
    return { code: 'prompt-too-long', charge: 'none', at }
  }
  const inputs = request.kind === 'image' ? listInputs(request.parts) : []
  const problem = request.kind === 'image' && findInputProblem(model, inputs)
  if (problem) return { ...problem, charge: 'none', at }
  const mask = findMaskProblem(inputs)
  if (mask) return { code: 'mask-blank', charge: 'none', at, input: mask.input }
  const code = findProblem(findConnection(settings.connections, model.id))
  return code && { code, charge: 'none', at }
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
