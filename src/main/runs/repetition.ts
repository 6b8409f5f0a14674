/** Decides when a failed call is retried without asking: only when it's certain that nothing was billed. */
import type { Failure } from '@shared/failure'

/** A lost connection or name server is often back within seconds. Each further retry waits three times as long. */
const FIRST_WAIT_MS = 5_000
const LONGEST_WAIT_MS = 60_000
/** After a start, users need a moment to see the countdown and cancel it. */
export const LEAST_NOTICE_MS = 3_000
/** The longest Retry-After that is honored automatically. */
export const LONGEST_OBEYED_MS = 10 * 60_000

/**
 * Returns when to retry, in milliseconds since the epoch. Undefined when only the user may. `attempt` is the number of
 * the failed attempt, from 1; `most` is the number of retries that the settings allow.
 */
export function repeatAt(failure: Failure, attempt: number, most: number): number | undefined {
  if (failure.charge !== 'none' || attempt > most) return undefined
  switch (failure.code) {
    case 'never-connected':
      return failure.at + Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 3 ** (attempt - 1))
    case 'rate-limited':
      // Without a given wait, a retry would only add to the load.
      return failure.retryAfterMs !== undefined && failure.retryAfterMs <= LONGEST_OBEYED_MS
        ? failure.at + failure.retryAfterMs
        : undefined
    default:
      return undefined
  }
}
