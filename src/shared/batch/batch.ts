/**
 * A batch: many image requests that the user approved at once. Main owns it and starts its cells as ordinary runs, a
 * few at a time. Each cell is a question and its answer in the batch's own chat, so rows, costs, versions and the
 * archive work as for any other answer.
 */
import type { ModelId } from '../catalogue'
import { failureKind } from '../failure-kinds'
import type { Failure, FailureCode } from '../failure'
import type { BatchId, ChatId, MessageId, RunId } from '../ids'
import type { ImageOptions } from '../image-options'
import type { MicroUsd } from '../money'
import type { InputImage } from '../request'

/** Larger tables can't be reviewed before they're paid for. */
export const MOST_BATCH_CELLS = 500
/** All prompts of a batch together, in characters. They're stored in one file. */
export const MOST_BATCH_TEXT = 2_000_000

export interface BatchCellDraft {
  /** The prompt with its variables filled in. */
  readonly text: string
  readonly model: ModelId
  /** Already fitted to what the model can do. */
  readonly options: ImageOptions
  /** The highest price the user saw and agreed to. Absent if no price is known. */
  readonly confirmedCost?: MicroUsd
}

export interface BatchDraft {
  /** Random and chosen by the page, so starting again with the same id does nothing. */
  readonly id: BatchId
  /** A new chat. */
  readonly chatId: ChatId
  readonly chatTitle: string
  /** The project the chat starts in, whose caps apply to all cells. Absent: none. */
  readonly projectId?: ChatId
  /** The prompt before its variables are filled in. */
  readonly template: string
  /** Images sent with every request. Absent: none. */
  readonly inputs?: readonly InputImage[]
  readonly cells: readonly BatchCellDraft[]
}

export interface BatchCell extends BatchCellDraft {
  readonly questionId: MessageId
}

/** What doesn't change after the start. */
export interface BatchPlan extends Omit<BatchDraft, 'cells'> {
  readonly createdAt: number
  readonly cells: readonly BatchCell[]
}

export type CellEnd =
  | { readonly status: 'done' }
  | { readonly status: 'failed'; readonly code: FailureCode; readonly charge: Failure['charge'] }
  | { readonly status: 'cancelled' }
  /** The batch was canceled before this cell's turn. */
  | { readonly status: 'skipped' }

export interface CellProgress {
  /** The newest attempt. Written to disk before that attempt may start. */
  readonly runId: RunId
  /** The message that the question follows. Absent until the cell is first started. */
  readonly parentId?: MessageId | null
  /** Absent while waiting or in progress. */
  readonly end?: CellEnd
  /** The user asked to make it again, regardless of the batch's state. */
  readonly isWanted?: true
}

/** Why a batch needs the user to resume it. */
export type PauseReason =
  | { readonly kind: 'user' }
  /** Easel was closed in the meantime. */
  | { readonly kind: 'restart' }
  /**
   * The next cell was refused before sending (a cap, a missing key), or the last one failed in a way that all would.
   */
  | { readonly kind: 'stopped'; readonly failure: Failure }
  /** Several in a row failed. */
  | { readonly kind: 'failing'; readonly failure: Failure }

export type BatchState =
  | { readonly status: 'running' }
  | { readonly status: 'paused'; readonly reason: PauseReason }
  /** `refusal`: why a cell that the user asked to make again wasn't started. */
  | { readonly status: 'cancelled'; readonly refusal?: Failure }

export interface BatchProgress {
  readonly id: BatchId
  readonly chatId: ChatId
  /** A newer revision replaces an older one. */
  readonly revision: number
  readonly state: BatchState
  /**
   * The first answer of the most recently started cell, which the next question follows. Null before the first start.
   */
  readonly tail: MessageId | null
  /** In the same order as the plan's cells. */
  readonly cells: readonly CellProgress[]
}

export interface Batch {
  readonly plan: BatchPlan
  readonly progress: BatchProgress
}

/** `stop` cancels the batch and also stops the cells in progress. */
export type BatchWish = 'pause' | 'resume' | 'cancel' | 'stop'

export interface BatchChange {
  readonly id: BatchId
  readonly wish: BatchWish
}

/** Whether every cell has ended. */
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

/** A batch that finished or paused without a user action. */
export interface BatchNews {
  readonly chatId: ChatId
  readonly title: string
  /** One of its answers. */
  readonly answer: MessageId | null
  readonly kind: 'over' | 'paused'
  readonly counts: BatchCounts
}

/** Whether the remaining cells would fail the same way, so that continuing is useless. */
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

/** Whether Resume makes this ended cell again: nothing was sent or paid, and nothing is wrong with the cell itself. */
export function isMadeByResume(end: CellEnd | undefined): boolean {
  if (end?.status === 'skipped') return true
  if (end?.status !== 'failed' || end.charge !== 'none') return false
  return stopsBatch(end.code) || failureKind(end.code) === 'interrupted'
}
