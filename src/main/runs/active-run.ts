import type { Failure } from '@shared/failure'
import type { ObjectHash } from '@shared/ids'
import { isTerminal, type Run, type RunState } from '@shared/run'
import type { JobHandle } from '../services/adapter'
import type { CallPhase, RunRecord } from './run-record'

/** Revisions within one session stay below this. The next session starts above it. */
const REVISIONS_PER_LIFE = 1_000_000

/**
 * One run in memory: its newest snapshot, the phase of its call, and how to stop it. Every change creates a new
 * snapshot with a higher revision. Only this class writes snapshots.
 */
export class ActiveRun {
  controller = new AbortController()
  attempt: number
  phase: CallPhase
  /** False only while no byte of a call marked as sent is known to have left. */
  hasLeft = true
  /** The countdown to the next attempt. */
  repetition: NodeJS.Timeout | undefined
  acknowledged: number
  /** Origins that the user agreed to fetch images from. */
  allowed: readonly string[]
  /** Identifies a job at the service, to find it again. */
  handle: JobHandle | undefined
  /** How often the service has been asked what the job cost. */
  costAsked: number
  /** Whether the user pressed Stop. If the answer still arrives, it's marked as late. */
  isStopped = false
  /** Whether the run was settled as stopped while its call continued, so an answer may still arrive. */
  mayStillAnswer = false
  /** All previews stored for the run in this session. */
  readonly previews = new Set<ObjectHash>()
  #run: Run

  constructor(record: RunRecord) {
    this.#run = record.run
    this.phase = record.phase
    this.attempt = record.attempt
    this.acknowledged = record.acknowledged
    this.allowed = record.allowed ?? []
    this.handle = record.handle
    this.costAsked = record.costAsked ?? 0
  }

  get run(): Run {
    return this.#run
  }

  get record(): RunRecord {
    const { phase, attempt, acknowledged, allowed, handle, costAsked } = this
    return {
      version: 2,
      run: this.#run,
      phase,
      attempt,
      acknowledged,
      ...(allowed.length > 0 && { allowed }),
      ...(handle && { handle }),
      ...(costAsked > 0 && { costAsked }),
    }
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
   * Raises the revision above any that the page can have seen. Call this once for a run read from disk: not every
   * revision is written, so the page may have seen a higher one than the record contains.
   */
  beginNewLife(): void {
    const life = Math.floor(this.#run.revision / REVISIONS_PER_LIFE) + 1
    this.#run = { ...this.#run, revision: life * REVISIONS_PER_LIFE }
  }

  /** Prepares the next call. The previous one must be over. */
  beginNextAttempt(): void {
    this.controller = new AbortController()
    this.attempt += 1
    this.phase = 'unsent'
    this.hasLeft = true
    this.repetition = undefined
    this.handle = undefined
    this.costAsked = 0
  }

  /** The charge to report if the run is stopped now. */
  get chargeIfStopped(): Failure['charge'] {
    return this.phase === 'unsent' || !this.hasLeft ? 'none' : 'unknown'
  }
}
