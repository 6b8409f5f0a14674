import type { ObjectHash } from './ids'

export interface ImageListing {
  readonly hashes: readonly ObjectHash[]
  /** The folder to go on with; null after the last. */
  readonly next: number | null
  /** What was stored later is not listed. Milliseconds since the epoch. */
  readonly until: number
}
