/** What becomes of the cells of a batch: pure changes of its progress. */
import { isMadeByResume, type BatchProgress, type CellEnd, type CellProgress } from '@shared/batch/batch'
import type { Failure } from '@shared/failure'
import type { RunId } from '@shared/ids'
import type { TerminalState } from '@shared/run'
import type { Spending } from '@shared/spending'

/** A copy in which one cell is another. */
export function withCell(progress: BatchProgress, index: number, cell: CellProgress): BatchProgress {
  return { ...progress, cells: progress.cells.with(index, cell) }
}

/** Before the cell's run may start. Its first attempt stands behind everything that was begun before. */
export function markStarted(progress: BatchProgress, index: number): BatchProgress {
  const cell = progress.cells[index]
  if (!cell) return progress
  const { isWanted: _wanted, ...started } = cell
  if (cell.parentId !== undefined) return withCell(progress, index, started)
  return { ...withCell(progress, index, { ...started, parentId: progress.tail }), tail: cell.runId }
}

/** Main has refused the run, or never recorded it: it's as if the cell had never been begun. */
export function unmarkStarted(progress: BatchProgress, index: number): BatchProgress {
  const cell = progress.cells[index]
  // The tail is the id of a first attempt. A later one leaves its question where it is.
  if (!cell || cell.parentId === undefined || progress.tail !== cell.runId) return progress
  const { parentId, ...waiting } = cell
  return { ...withCell(progress, index, waiting), tail: parentId }
}

/** Puts cells back that have ended without an image, each with the id of its next attempt. */
export function putBack(
  progress: BatchProgress,
  isMeant: (cell: CellProgress, index: number) => boolean,
  { createId, isWanted }: { readonly createId: () => RunId; readonly isWanted?: true },
): BatchProgress {
  const cells = progress.cells.map((cell, index): CellProgress => {
    if (!cell.end || cell.end.status === 'done' || !isMeant(cell, index)) return cell
    const { end: _end, ...rest } = cell
    // One that was never started still has an id that was never used.
    const runId = cell.parentId === undefined ? cell.runId : createId()
    return { ...rest, runId, ...(isWanted && { isWanted }) }
  })
  return { ...progress, cells }
}

/** What Resume makes: what was skipped, and what failed before anything was sent or paid. */
export function putBackUnmade(progress: BatchProgress, createId: () => RunId): BatchProgress {
  return putBack(progress, ({ end }) => isMadeByResume(end), { createId })
}

/** Ends every cell that still waits for its turn. */
export function skipWaiting(progress: BatchProgress, isInProgress: (id: RunId) => boolean): BatchProgress {
  return {
    ...progress,
    cells: progress.cells.map((cell) => {
      if (cell.end || isInProgress(cell.runId)) return cell
      const { isWanted: _wanted, ...rest } = cell
      return { ...rest, end: { status: 'skipped' } }
    }),
  }
}

/** Nothing is wanted by itself any more; what waits goes on when the batch does. */
export function forgetWanted(progress: BatchProgress): BatchProgress {
  return { ...progress, cells: progress.cells.map(({ isWanted: _wanted, ...cell }) => cell) }
}

/** Undefined while it counts down to another try. */
export function findEnd(state: TerminalState): CellEnd | undefined {
  switch (state.status) {
    case 'done':
      return { status: 'done' }
    case 'cancelled':
      return { status: 'cancelled' }
    case 'failed':
      return state.failure.again ? undefined : toFailedEnd(state.failure)
  }
}

export function toFailedEnd({ code, charge }: Pick<Failure, 'code' | 'charge'>): CellEnd {
  return { status: 'failed', code, charge }
}

/** The end of a run that main has forgotten, by its entry in the ledger. */
export function findEntered({ outcome = 'done', charge }: Spending): CellEnd {
  return outcome === 'failed' ? { status: 'failed', code: 'run-lost', charge } : { status: outcome }
}
