/** What the page learns of the files on disk. Sizes in bytes. */
import type { ObjectHash } from './ids'

interface Amount {
  readonly count: number
  readonly bytes: number
}

export interface StorageView {
  /** Where everything lies. */
  readonly folder: string
  readonly images: Amount
  /** Damaged or interrupted answers, kept as they came. */
  readonly keptAnswers: Amount
  readonly waitingUploads: number
  /** `Infinity` where the system does not tell. */
  readonly freeBytes: number
}

export interface VerifyReport {
  readonly checked: number
  /** Pictures whose bytes have changed on disk; their files were set aside. */
  readonly damaged: readonly ObjectHash[]
}

/** A damaged or missing picture, and where its uploaded copy is. */
export interface Restoration {
  readonly hash: ObjectHash
  readonly url: string
}
