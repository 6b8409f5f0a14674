/**
 * Decides whether a failed call was charged.
 *
 * The verdict follows from what is known about the call, and is "unknown" if in doubt: telling users that they weren't
 * charged when they were is the one mistake that can't be corrected.
 */
import type { Charge } from '@shared/failure'

export interface CallFacts {
  /** False only while no byte of the request can have reached the service. */
  readonly mayHaveArrived: boolean
  /** HTTP status of the answer, if there was one. */
  readonly status?: number
  /** Whether the service reported an amount for this call. */
  readonly billed?: boolean
  /**
   * Whether work was done before the failure: previews or text had arrived, or moderation refused the finished image.
   */
  readonly workWasDone?: boolean
}

/**
 * 4xx responses are refusals before any work (per the services' error guides), except 408: it says that the request
 * took too long, not that nothing was done. After a 5xx, a reset or silence, only the provider knows.
 */
export function judgeCharge(facts: CallFacts): Charge {
  if (facts.billed) return 'charged'
  if (!facts.mayHaveArrived) return 'none'
  if (facts.workWasDone) return 'unknown'
  const { status } = facts
  if (status !== undefined && status >= 300 && status < 500 && status !== 408) return 'none'
  return 'unknown'
}
