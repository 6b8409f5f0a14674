/**
 * Deleting for good, as page and main agree on it. The page owns rows, main owns files. So main first writes down what is to
 * go (`BinPlan`), then the page removes its rows, then main removes files, records and the archive's lines. A kill before the
 * plan is written leaves everything; after it, the next start carries on to the end.
 */
import type { UploadProblem } from './answer'
import type { AttachmentId, ChatId, ObjectHash, RunId } from './ids'

/** How long what was deleted stays in the bin. */
export const BIN_DAYS = 30

export interface BinPlan {
  /** Random, so that telling it twice changes nothing. */
  readonly id: string
  /** What the user chose. The rows follow from it. */
  readonly chats: readonly ChatId[]
  readonly images: readonly AttachmentId[]
  /** Runs that main still has a record of. */
  readonly runs: readonly RunId[]
  /** Files that no row needs once the rows are gone. */
  readonly hashes: readonly ObjectHash[]
  /** Addresses of uploaded copies to delete, too. */
  readonly copies: readonly string[]
}

/** What went. */
export interface Freed {
  /** Of images, their small copies and answers as they arrived. */
  readonly bytes: number
  readonly images: number
}

export interface BinState {
  /** Plans whose rows the page may still have. */
  readonly unfinished: readonly BinPlan[]
  /** Uploaded copies that are still to be deleted, and why the last attempt failed. */
  readonly copies: { readonly waiting: number; readonly problem?: UploadProblem }
}
