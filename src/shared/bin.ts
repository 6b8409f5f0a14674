/**
 * How page and main agree on permanent deletion. The page owns rows; main owns files. Main first writes down what to
 * delete (`BinPlan`), then the page deletes its rows, then main deletes files, records and the archive's lines. If
 * Easel is killed before the plan is written, nothing is deleted; after that, the next start finishes the deletion.
 */
import type { UploadProblem } from './answer'
import type { AttachmentId, ChatId, ObjectHash, RunId } from './ids'

/** How long deleted items stay in the bin. */
export const BIN_DAYS = 30

export interface BinPlan {
  /** Random, so that sending the plan twice changes nothing. */
  readonly id: string
  /** What the user chose. It determines the rows. */
  readonly chats: readonly ChatId[]
  readonly images: readonly AttachmentId[]
  /** Runs that main still has records of. */
  readonly runs: readonly RunId[]
  /** Files that no remaining row needs. */
  readonly hashes: readonly ObjectHash[]
  /** Addresses of uploaded copies to delete as well. */
  readonly copies: readonly string[]
}

/** What was deleted. */
export interface Freed {
  /** Images, their thumbnails, and stored provider answers. */
  readonly bytes: number
  readonly images: number
}

export interface BinState {
  /** Plans whose rows the page may still have. */
  readonly unfinished: readonly BinPlan[]
  /** Uploaded copies still to be deleted, and why the last attempt failed. */
  readonly copies: { readonly waiting: number; readonly problem?: UploadProblem }
}
