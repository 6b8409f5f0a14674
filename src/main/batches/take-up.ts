/** Determines what an earlier session left of a batch. See [Note: A cell is paid for once]. Pure. */
import { isMadeByResume, isOver, type BatchProgress, type CellEnd } from '@shared/batch/batch'
import type { RunId } from '@shared/ids'
import { isTerminal, type Run } from '@shared/run'
import type { Spending } from '@shared/spending'
import { findEnd, findEntered, forgetWanted, skipWaiting, toFailedEnd, unmarkStarted, withCell } from './cell-changes'

/** What runs leave behind. */
export interface Traces {
  readonly findRun: (id: RunId) => Run | undefined
  /** The entries of the batch's chat in the ledger. */
  readonly spendings: readonly Spending[]
  /** Runs whose record was unreadable. */
  readonly lost: ReadonlySet<RunId>
}

export interface TakenUp {
  readonly progress: BatchProgress
  /** Runs that haven't ended, with the places of their cells. */
  readonly inProgress: ReadonlyMap<RunId, number>
  /** Those of them that are counting down to a retry. */
  readonly countingDown: ReadonlySet<RunId>
}

/** Returns the same object if nothing changes. */
export function takeUp(progress: BatchProgress, traces: Traces): TakenUp {
  const inProgress = new Map<RunId, number>()
  const countingDown = new Set<RunId>()
  const entered = new Map(traces.spendings.map((entry) => [entry.runId, entry]))
  let next = forgetWanted(progress)
  progress.cells.forEach((cell, index) => {
    if (cell.end) return
    const run = traces.findRun(cell.runId)
    const end = run ? findEndOfRun(run) : findEndWithoutRun(cell.runId, entered, traces.lost)
    if (end) next = withCell(next, index, { ...cell, end })
    else if (run) {
      inProgress.set(cell.runId, index)
      if (isTerminal(run.state)) countingDown.add(cell.runId)
    } else next = unmarkStarted(next, index)
  })
  const isLeft = next.cells.some(({ runId, end }) => (end ? isMadeByResume(end) : !inProgress.has(runId)))
  if (next.state.status === 'running' && isLeft)
    next = { ...next, state: { status: 'paused', reason: { kind: 'restart' } } }
  if (next.state.status === 'cancelled') next = skipWaiting(next, (id) => inProgress.has(id))
  const isSame = JSON.stringify(next) === JSON.stringify(progress)
  return { progress: isSame ? progress : next, inProgress, countingDown }
}

/** Whether an earlier session has left nothing to do. */
export function isSettled(progress: BatchProgress): boolean {
  return isOver(progress) && progress.state.status !== 'running'
}

function findEndOfRun({ state }: Run): CellEnd | undefined {
  return isTerminal(state) ? findEnd(state) : undefined
}

function findEndWithoutRun(
  id: RunId,
  entered: ReadonlyMap<RunId, Spending>,
  lost: ReadonlySet<RunId>,
): CellEnd | undefined {
  const spending = entered.get(id)
  if (spending) return findEntered(spending)
  return lost.has(id) ? toFailedEnd({ code: 'run-lost', charge: 'unknown' }) : undefined
}
