/** Decides which cell may start next. Pure. */
import type { BatchProgress, CellProgress } from '@shared/batch/batch'
import type { RunId } from '@shared/ids'
import type { ActiveBatch, CellPlace } from './active-batch'

export interface CellsInProgress {
  /** Cells whose run was started and hasn't ended, by the run. */
  readonly inProgress: ReadonlyMap<RunId, CellPlace>
  /** Those of them that are counting down to a retry. */
  readonly countingDown: ReadonlySet<RunId>
  /** Returns the line in which a model's calls wait, and how many of its calls may run at once. */
  readonly findLine: (model: string) => { readonly name: string; readonly most: number }
}

/** Returns the index of the batch's next cell that may start now. */
export function findNext(batch: ActiveBatch, cells: CellsInProgress): number | undefined {
  if (!batch.plan) return undefined
  const lines = listLines(cells)
  const index = batch.progress.cells.findIndex((cell, at) => {
    if (cells.inProgress.has(cell.runId) || !isDue(batch.progress, cell)) return false
    const line = cells.findLine(batch.plan?.cells[at]?.model ?? '')
    const { busy = 0, isHeld = false } = lines.get(line.name) ?? {}
    return busy < line.most && !isHeld
  })
  return index < 0 ? undefined : index
}

/** Whether a cell is to be made: its batch is running, or the user wants this cell alone. */
export function isDue({ state }: BatchProgress, { end, isWanted }: CellProgress): boolean {
  return !end && (state.status === 'running' || isWanted === true)
}

/** Counts the cells in progress per line. A cell that its service asked to wait blocks the others in its line. */
function listLines({
  inProgress,
  countingDown,
  findLine,
}: CellsInProgress): ReadonlyMap<string, { readonly busy: number; readonly isHeld: boolean }> {
  const lines = new Map<string, { busy: number; isHeld: boolean }>()
  for (const [id, { batch, index }] of inProgress) {
    const { name } = findLine(batch.plan?.cells[index]?.model ?? '')
    const { busy = 0, isHeld = false } = lines.get(name) ?? {}
    lines.set(name, { busy: busy + 1, isHeld: isHeld || countingDown.has(id) })
  }
  return lines
}
