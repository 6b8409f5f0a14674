/** Decides when a failed call is retried automatically: only if nothing can have been billed. */
import type { Failure } from '@shared/failure'
import type { RunState } from '@shared/run'
import type { ActiveRun } from './active-run'
import type { RunServiceParts } from './run-service-parts'
import type { RunTable } from './run-table'

/** Lost connections and name servers often recover within seconds. Each further retry waits three times as long. */
const FIRST_WAIT_MS = 5_000
const LONGEST_WAIT_MS = 60_000
/** After a start, users need a moment to see the countdown and cancel it. */
const LEAST_NOTICE_MS = 3_000
/** The longest Retry-After that is honored automatically. */
const LONGEST_OBEYED_MS = 10 * 60_000

/**
 * Returns when to retry, in milliseconds since the epoch. Undefined if only the user may retry. `attempt` is the number
 * of the failed attempt, from 1; `most` is the number of retries that the settings allow.
 */
export function chooseRetryTime(failure: Failure, attempt: number, most: number): number | undefined {
  if (failure.charge !== 'none' || attempt > most) return undefined
  switch (failure.code) {
    case 'never-connected':
      return failure.at + Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 3 ** (attempt - 1))
    case 'rate-limited':
      // Without a given wait, a retry would only add load.
      return failure.retryAfterMs !== undefined && failure.retryAfterMs <= LONGEST_OBEYED_MS
        ? failure.at + failure.retryAfterMs
        : undefined
    default:
      return undefined
  }
}

/** Returns the countdown of a failed run. Undefined if only the user may retry. */
export function getRetry(state: RunState): Failure['again'] {
  return state.status === 'failed' ? state.failure.again : undefined
}

/** The visible countdowns to retries, across restarts. */
export class Repetitions {
  readonly #now: RunServiceParts['now']
  readonly #table: RunTable
  readonly #repeat: (active: ActiveRun) => void

  /** `repeat` makes the run's next call when its countdown ends. */
  constructor(now: RunServiceParts['now'], table: RunTable, repeat: (active: ActiveRun) => void) {
    this.#now = now
    this.#table = table
    this.#repeat = repeat
  }

  /** Starts the countdown of a failed run, if it has one. */
  schedule(active: ActiveRun): void {
    const again = getRetry(active.run.state)
    if (!again) return
    clearTimeout(active.repetition)
    active.repetition = setTimeout(
      () => {
        active.beginNextAttempt()
        this.#repeat(active)
      },
      Math.max(0, again.at - this.#now()),
    )
  }

  /**
   * Continues an earlier session's countdown. Always shows it first, even if its time has passed, and never for longer
   * than `LONGEST_OBEYED_MS`, even if the clock was set back.
   */
  async announceAgain(active: ActiveRun): Promise<void> {
    const { state } = active.run
    if (state.status !== 'failed' || !state.failure.again) return
    const { again } = state.failure
    const now = this.#now()
    const at = Math.min(now + LONGEST_OBEYED_MS, Math.max(now + LEAST_NOTICE_MS, again.at))
    if (at === again.at) return
    const failure = { ...state.failure, again: { ...again, at } }
    await this.#table.change(active, { ...state, failure }, { durable: true })
  }

  /** Cancels the retry that the user doesn't want. */
  async callOff(active: ActiveRun): Promise<void> {
    const { state } = active.run
    if (state.status !== 'failed' || !state.failure.again) return
    clearTimeout(active.repetition)
    const { again: _calledOff, ...failure } = state.failure
    await this.#table.change(active, { ...state, failure }, { durable: true })
  }
}
