/**
 * The verdict on the money, decided here and nowhere else.
 *
 * It is drawn from what is known of the call, and errs towards "unknown": telling somebody they were not charged when
 * they were is the one mistake that cannot be taken back.
 */
import type { Charge } from '@shared/failure'

export interface CallFacts {
  /** False only while not one byte of the request can have reached the service. */
  readonly mayHaveArrived: boolean
  /** HTTP status of the answer, where there was one. */
  readonly status?: number
  /** The service named an amount for this call. */
  readonly billed?: boolean
  /** Work had been done when it failed: previews or text had come, or moderation refused the finished picture. */
  readonly workWasDone?: boolean
}

/**
 * 4xx answers are refusals before any work (OpenAI's error guide), but for 408, which says that the request took too
 * long, not that nothing was done. After a 5xx, a reset or silence nobody but the provider knows.
 */
export function chargeOf(facts: CallFacts): Charge {
  if (facts.billed) return 'charged'
  if (!facts.mayHaveArrived) return 'none'
  if (facts.workWasDone) return 'unknown'
  const { status } = facts
  if (status !== undefined && status >= 300 && status < 500 && status !== 408) return 'none'
  return 'unknown'
}
