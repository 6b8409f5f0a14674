import type { ObjectHash } from './ids'

export interface ImageListing {
  readonly hashes: readonly ObjectHash[]
  /** The next folder; null after the last. */
  readonly next: number | null
  /** Images stored later aren't listed. In milliseconds since the epoch. */
  readonly until: number
}
