/** Changes the cells in a batch's progress. Pure. */
import { isMadeByResume, type BatchProgress, type CellEnd, type CellProgress } from '@shared/batch/batch'
import type { Failure } from '@shared/failure'
import type { RunId } from '@shared/ids'
import type { TerminalState } from '@shared/run'
import type { Spending } from '@shared/spending'

/** Returns a copy with one cell replaced. */
export function withCell(progress: BatchProgress, index: number, cell: CellProgress): BatchProgress {
  return { ...progress, cells: progress.cells.with(index, cell) }
}

/** Marks a cell as started, before its run may start. Its first attempt follows everything that was started earlier. */
export function markStarted(progress: BatchProgress, index: number): BatchProgress {
  const cell = progress.cells[index]
  if (!cell) return progress
  const { isWanted: _wanted, ...started } = cell
  if (cell.parentId !== undefined) return withCell(progress, index, started)
  return { ...withCell(progress, index, { ...started, parentId: progress.tail }), tail: cell.runId }
}

/** Resets a cell whose run was refused or never recorded, as if it had never been started. */
export function unmarkStarted(progress: BatchProgress, index: number): BatchProgress {
  const cell = progress.cells[index]
  // The tail is the id of a first attempt. Later attempts don't move their question.
  if (!cell || cell.parentId === undefined || progress.tail !== cell.runId) return progress
  const { parentId, ...waiting } = cell
  return { ...withCell(progress, index, waiting), tail: parentId }
}

/** Puts back cells that ended without an image, each with the id for its next attempt. */
export function putBack(
  progress: BatchProgress,
  isMeant: (cell: CellProgress, index: number) => boolean,
  { createId, isWanted }: { readonly createId: () => RunId; readonly isWanted?: true },
): BatchProgress {
  const cells = progress.cells.map((cell, index): CellProgress => {
    if (!cell.end || cell.end.status === 'done' || !isMeant(cell, index)) return cell
    const { end: _end, ...rest } = cell
    // The id of a cell that was never started is still unused.
    const runId = cell.parentId === undefined ? cell.runId : createId()
    return { ...rest, runId, ...(isWanted && { isWanted }) }
  })
  return { ...progress, cells }
}

/** Puts back what Resume makes: skipped cells, and those that failed before anything was sent or charged. */
export function putBackUnmade(progress: BatchProgress, createId: () => RunId): BatchProgress {
  return putBack(progress, ({ end }) => isMadeByResume(end), { createId })
}

/** Ends every cell that is still waiting. */
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

/** Clears the marks of cells to retry alone. Waiting cells continue with the batch. */
export function forgetWanted(progress: BatchProgress): BatchProgress {
  return { ...progress, cells: progress.cells.map(({ isWanted: _wanted, ...cell }) => cell) }
}

/** Returns undefined while the run is counting down to a retry. */
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

/** Returns the end of a run that main has forgotten, from its entry in the ledger. */
export function findEntered({ outcome = 'done', charge }: Spending): CellEnd {
  return outcome === 'failed' ? { status: 'failed', code: 'run-lost', charge } : { status: outcome }
}
