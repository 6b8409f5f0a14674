/**
 * A batch: many image requests that the user has agreed to at once. Main owns it and starts its cells as ordinary runs, a
 * few at a time. Each cell is a question and its answer in the batch's own chat, so everything else about it (rows, costs,
 * versions, archive) is that of any answer.
 */
import type { ModelId } from '../catalogue'
import { failureKind } from '../failure-kinds'
import type { Failure, FailureCode } from '../failure'
import type { BatchId, ChatId, MessageId, RunId } from '../ids'
import type { ImageOptions } from '../image-options'
import type { MicroUsd } from '../money'
import type { InputImage } from '../request'

/** A table of more can't be judged before it's paid for. */
export const MOST_BATCH_CELLS = 500
/** Of all prompts of a batch together, in characters: they are kept in one file. */
export const MOST_BATCH_TEXT = 2_000_000

export interface BatchCellDraft {
  /** The prompt with its variables filled in. */
  readonly text: string
  readonly model: ModelId
  /** As the model can do them. */
  readonly options: ImageOptions
  /** The highest price that the user has seen and agreed to. Absent where no price is known. */
  readonly confirmedCost?: MicroUsd
}

export interface BatchDraft {
  /** Random; the page chooses it, so starting again with the same id does nothing. */
  readonly id: BatchId
  /** A new chat. */
  readonly chatId: ChatId
  readonly chatTitle: string
  /** The project that the chat begins in, whose caps hold for all of its cells. Absent: none. */
  readonly projectId?: ChatId
  /** The prompt with its variables. */
  readonly template: string
  /** The images that go with each request. Absent: none. */
  readonly inputs?: readonly InputImage[]
  readonly cells: readonly BatchCellDraft[]
}

export interface BatchCell extends BatchCellDraft {
  readonly questionId: MessageId
}

/** What is certain from the start. */
export interface BatchPlan extends Omit<BatchDraft, 'cells'> {
  readonly createdAt: number
  readonly cells: readonly BatchCell[]
}

export type CellEnd =
  | { readonly status: 'done' }
  | { readonly status: 'failed'; readonly code: FailureCode; readonly charge: Failure['charge'] }
  | { readonly status: 'cancelled' }
  /** The batch was canceled before its turn. */
  | { readonly status: 'skipped' }

export interface CellProgress {
  /** Of the newest attempt. It's on the disk before that attempt may start. */
  readonly runId: RunId
  /** The message that the question follows. Absent while the cell has never been started. */
  readonly parentId?: MessageId | null
  /** Absent while it waits or is in progress. */
  readonly end?: CellEnd
  /** The user wants it once more, whatever the batch as a whole does. */
  readonly isWanted?: true
}

/** Why a batch doesn't go on by itself. */
export type PauseReason =
  | { readonly kind: 'user' }
  /** Easel was closed meanwhile. */
  | { readonly kind: 'restart' }
  /** The next cell was refused before it was sent (a cap, a missing key), or the last one failed as all would. */
  | { readonly kind: 'stopped'; readonly failure: Failure }
  /** Several in a row have failed. */
  | { readonly kind: 'failing'; readonly failure: Failure }

export type BatchState =
  | { readonly status: 'running' }
  | { readonly status: 'paused'; readonly reason: PauseReason }
  /** `refusal`: why a cell that was wanted once more wasn't started. */
  | { readonly status: 'cancelled'; readonly refusal?: Failure }

export interface BatchProgress {
  readonly id: BatchId
  readonly chatId: ChatId
  /** A newer one replaces an older one. */
  readonly revision: number
  readonly state: BatchState
  /** The first answer of the cell that was begun last, which the next question follows. Null where none was begun. */
  readonly tail: MessageId | null
  /** In the order of the plan's cells. */
  readonly cells: readonly CellProgress[]
}

export interface Batch {
  readonly plan: BatchPlan
  readonly progress: BatchProgress
}

/** `stop` cancels it and stops what is in progress. */
export type BatchWish = 'pause' | 'resume' | 'cancel' | 'stop'

export interface BatchChange {
  readonly id: BatchId
  readonly wish: BatchWish
}

/** Whether every cell has come to its end. */
export function isOver({ cells }: Pick<BatchProgress, 'cells'>): boolean {
  return cells.every(({ end }) => end !== undefined)
}

export interface BatchCounts {
  readonly total: number
  readonly done: number
  readonly failed: number
  /** Stopped by the user, or never started. */
  readonly stopped: number
  /** Waiting or in progress. */
  readonly open: number
}

export function countCells({ cells }: Pick<BatchProgress, 'cells'>): BatchCounts {
  const count = (...statuses: readonly (CellEnd['status'] | undefined)[]): number =>
    cells.filter(({ end }) => statuses.includes(end?.status)).length
  return {
    total: cells.length,
    done: count('done'),
    failed: count('failed'),
    stopped: count('cancelled', 'skipped'),
    open: count(undefined),
  }
}

/** How a batch came to rest without the user's doing. */
export interface BatchNews {
  readonly chatId: ChatId
  readonly title: string
  /** An answer of it. */
  readonly answer: MessageId | null
  readonly kind: 'over' | 'paused'
  readonly counts: BatchCounts
}

/** Whether this failure will meet the other cells as well, so that going on is useless. */
export function stopsBatch(code: FailureCode): boolean {
  switch (failureKind(code)) {
    case 'not-authorised':
    case 'rate-limited':
    case 'quota-exhausted':
    case 'over-budget':
    case 'unreachable':
    case 'storage-failed':
    case 'internal':
      return true
    case 'invalid-input':
    case 'content-refused':
    case 'provider-failed':
    case 'interrupted':
      return false
  }
}

/** Whether Resume makes this ended cell: nothing was sent or paid, and nothing is wrong with the cell itself. */
export function isMadeByResume(end: CellEnd | undefined): boolean {
  if (end?.status === 'skipped') return true
  if (end?.status !== 'failed' || end.charge !== 'none') return false
  return stopsBatch(end.code) || failureKind(end.code) === 'interrupted'
}
