/** Which cell may start next. Pure. */
import type { BatchProgress, CellProgress } from '@shared/batch/batch'
import type { RunId } from '@shared/ids'
import type { ActiveBatch, CellPlace } from './active-batch'

export interface CellsInProgress {
  /** Cells whose run was asked for and hasn't ended, by the run. */
  readonly inProgress: ReadonlyMap<RunId, CellPlace>
  /** Those of them that count down to another try. */
  readonly countingDown: ReadonlySet<RunId>
  /** In which line a model's calls wait, and how many of them are made at a time. */
  readonly findLine: (model: string) => { readonly name: string; readonly most: number }
}

/** The place of the next cell of this batch that may start now. */
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

/** Whether a cell is to be made: its batch goes on, or the user wants this one alone. */
export function isDue({ state }: BatchProgress, { end, isWanted }: CellProgress): boolean {
  return !end && (state.status === 'running' || isWanted === true)
}

/** How many cells are in progress in each line. One that a service asked to wait holds up the others in its line. */
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
