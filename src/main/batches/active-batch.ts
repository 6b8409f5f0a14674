/** A batch in main's memory. */
import type { BatchPlan, BatchProgress } from '@shared/batch/batch'
import { createParts } from '@shared/request'
import type { RunDraft } from '@shared/run'

export interface ActiveBatch {
  /** Loaded on demand, because most batches are over. */
  plan: BatchPlan | undefined
  progress: BatchProgress
  failuresInARow: number
  savedRevision: number
  saving: Promise<void>
}

export interface CellPlace {
  readonly batch: ActiveBatch
  readonly index: number
}

export function createActive(plan: BatchPlan | undefined, progress: BatchProgress): ActiveBatch {
  return { plan, progress, failuresInARow: 0, savedRevision: progress.revision, saving: Promise.resolve() }
}

/** Creates the run of a cell. Throws if the plan or the cell's run is missing. */
export function createDraft({ plan, progress }: ActiveBatch, index: number): RunDraft {
  const cell = plan?.cells[index]
  const { runId, parentId = null } = progress.cells[index] ?? {}
  if (!plan || !cell || !runId) throw new Error(`cell ${index} is missing`)
  const { text, model, options, confirmedCost, questionId } = cell
  const { inputs } = plan
  return {
    id: runId,
    place: {
      chatId: plan.chatId,
      chatTitle: plan.chatTitle,
      ...(plan.projectId && { projectId: plan.projectId }),
      question: { id: questionId, parentId, text, ...(inputs && { inputs }) },
    },
    request: { kind: 'image', model, parts: createParts(text, inputs), options },
    ...(confirmedCost !== undefined && { confirmedCost }),
  }
}
