/** When a failed call may be repeated without asking: only where it is certain that nothing was billed. */
import type { Failure } from '@shared/failure'

/** A line or a name server that was away is often back within seconds; each further try waits three times as long. */
const FIRST_WAIT_MS = 5_000
const LONGEST_WAIT_MS = 60_000
/** After a start it takes a moment to see that something counts down, and to call it off. */
export const LEAST_NOTICE_MS = 3_000
/** Who is told to wait longer than this has better things to do than to watch a countdown. */
export const LONGEST_OBEYED_MS = 10 * 60_000

/**
 * When to try again, milliseconds since the epoch; undefined when only the user may. `attempt` is the number of the try
 * that failed, from 1; `most` how many repetitions the settings allow.
 */
export function repeatAt(failure: Failure, attempt: number, most: number): number | undefined {
  if (failure.charge !== 'none' || attempt > most) return undefined
  switch (failure.code) {
    case 'never-connected':
      return failure.at + Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 3 ** (attempt - 1))
    case 'rate-limited':
      // Without a word on how long, a repetition would only add to the crowd.
      return failure.retryAfterMs !== undefined && failure.retryAfterMs <= LONGEST_OBEYED_MS
        ? failure.at + failure.retryAfterMs
        : undefined
    default:
      return undefined
  }
}
