/** What main stores of a run: the snapshot that the page sees, plus data for main only. */
import type { Run } from '@shared/run'
import type { JobHandle } from '../services/adapter'

/**
 * How far the service's call got. `unsent` means that no byte has left, so nothing can have been billed. It becomes
 * `sent` on disk before the first byte may leave.
 */
export type CallPhase = 'unsent' | 'sent' | 'answered'

export interface RunRecord {
  readonly version: 2
  readonly run: Run
  readonly phase: CallPhase
  /** The number of the run's newest call, from 1. It's part of the spool file's name. */
  readonly attempt: number
  /** How often the service has been asked what the job cost. Absent: never. */
  readonly costAsked?: number
  /** The highest revision that the page has recorded durably. 0 before the first. */
  readonly acknowledged: number
  /** Origins that the user agreed to fetch this run's images from. */
  readonly allowed?: readonly string[]
  /** Identifies a job at the service, to find it again. */
  readonly handle?: JobHandle
}
