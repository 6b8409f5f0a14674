import type { Failure } from '@shared/failure'
import type { ObjectHash } from '@shared/ids'
import { isTerminal, type Run, type RunState } from '@shared/run'
import type { CallPhase, RunRecord } from './run-record'

/** Revisions of one life of the app stay below this; the next life starts above it. */
const REVISIONS_PER_LIFE = 1_000_000

/**
 * One run in memory: its newest snapshot, the phase of its call, and how to stop it. Every change makes a new snapshot
 * with a higher revision; nothing else may write to it.
 */
export class ActiveRun {
  controller = new AbortController()
  attempt: number
  phase: CallPhase
  /** Counts down to the next try. */
  repetition: NodeJS.Timeout | undefined
  acknowledged: number
  /** The user has asked for its end; what comes all the same says so. */
  isStopped = false
  /** Every preview that this life of the app has kept for the run. */
  readonly previews = new Set<ObjectHash>()
  #run: Run

  constructor(record: RunRecord) {
    this.#run = record.run
    this.phase = record.phase
    this.attempt = record.attempt
    this.acknowledged = record.acknowledged
  }

  get run(): Run {
    return this.#run
  }

  get record(): RunRecord {
    return { version: 1, run: this.#run, phase: this.phase, attempt: this.attempt, acknowledged: this.acknowledged }
  }

  get isTerminal(): boolean {
    return isTerminal(this.#run.state)
  }

  change(state: RunState): Run {
    this.#run = { ...this.#run, revision: this.#run.revision + 1, state }
    return this.#run
  }

  noteRequestId(requestId: string): void {
    this.#run = { ...this.#run, revision: this.#run.revision + 1, requestId }
  }

  /**
   * To be called once on a run read from disk. Not every revision is written to disk, so the page may have seen a higher
   * one than the record holds; from here on all are higher than any it can have seen.
   */
  beginNewLife(): void {
    const life = Math.floor(this.#run.revision / REVISIONS_PER_LIFE) + 1
    this.#run = { ...this.#run, revision: life * REVISIONS_PER_LIFE }
  }

  /** Makes ready for another call. The one before must be over. */
  beginNextAttempt(): void {
    this.controller = new AbortController()
    this.attempt += 1
    this.phase = 'unsent'
    this.repetition = undefined
  }

  /** What stopping now means for the money. */
  get chargeIfStopped(): Failure['charge'] {
    return this.phase === 'unsent' ? 'none' : 'unknown'
  }
}
