import { findService } from '@shared/services'
import { getServiceId, parseModelId } from '@shared/services/ids'
import type { ActiveRun } from './active-run'

/** How often the cost of a run is requested at most, over all sessions. */
export const MOST_COST_QUESTIONS = 12

/** Whether the cost of this run may still be reported. Its record is kept until then. */
export function awaitsCost({ run: { request, state }, handle, costAsked }: ActiveRun): boolean {
  if (state.status !== 'done' || !handle || costAsked >= MOST_COST_QUESTIONS) return false
  if (state.bill.cost?.source === 'reported') return false
  const connection = parseModelId(request.model)?.connection
  return connection !== undefined && findService(getServiceId(connection))?.reportsCostLater === true
}
