/** What the page knows about the files on disk. Sizes in bytes. */
import type { ObjectHash } from './ids'

interface Amount {
  readonly count: number
  readonly bytes: number
}

export interface StorageView {
  /** The folder that contains everything. */
  readonly folder: string
  readonly images: Amount
  /** Damaged or interrupted answers, stored as received. */
  readonly keptAnswers: Amount
  readonly waitingUploads: number
  /** `Infinity` if the system doesn't report it. */
  readonly freeBytes: number
}

export interface VerifyReport {
  readonly checked: number
  /** Images whose bytes changed on disk. Their files were set aside. */
  readonly damaged: readonly ObjectHash[]
}

/** A damaged or missing image, and the address of its uploaded copy. */
export interface Restoration {
  readonly hash: ObjectHash
  readonly url: string
}
