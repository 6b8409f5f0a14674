/** Deletes runs whose answers the user has permanently deleted, and everything stored for them. */
import { listImages } from '@shared/answer'
import type { ObjectHash, RunId } from '@shared/ids'
import type { ImageFile } from '@shared/request'
import type { Run } from '@shared/run'
import { getRetry } from './repetition'
import type { RunServiceParts } from './run-service-parts'
import type { RunTable } from './run-table'

type DroppingParts = Pick<RunServiceParts, 'store' | 'spool' | 'budget'>

export class Dropping {
  readonly #parts: DroppingParts
  readonly #table: RunTable

  constructor(parts: DroppingParts, table: RunTable) {
    this.#parts = parts
    this.#table = table
  }

  /** Whether none of these runs is active and all their costs are in the ledger. Unknown runs don't matter. */
  async canDrop(ids: readonly RunId[]): Promise<boolean> {
    for (const id of ids) {
      const active = this.#table.find(id)
      if (!active) continue
      if (!active.isTerminal || active.mayStillAnswer || getRetry(active.run.state) || this.#table.findWork(id))
        return false
      if (!(await this.#parts.budget.isEntered(id))) return false
    }
    return true
  }

  /** Returns how many bytes of raw answers were deleted. */
  async drop(ids: readonly RunId[]): Promise<number> {
    let bytes = 0
    for (const id of ids) {
      this.#table.remove(id)
      // Delete the record first: without its answer, the next start would report that none had arrived.
      await this.#parts.store.remove(id)
      bytes += await this.#parts.spool.removeAll(id)
    }
    return bytes
  }

  /** Lists the images of answers that are in progress or that the page hasn't recorded yet. */
  listHeldImages(): ReadonlySet<ObjectHash> {
    const held = this.#table.all.filter((active) => !active.isTerminal || active.acknowledged < active.run.revision)
    return new Set(held.flatMap(({ run }) => listRunImages(run)).map(({ hash }) => hash))
  }
}

function listRunImages({ state, place }: Run): readonly ImageFile[] {
  const inputs = place.question.inputs ?? []
  switch (state.status) {
    case 'queued':
    case 'running':
      return inputs
    case 'done':
      return [...inputs, ...listImages(state.parts)]
    case 'failed':
    case 'cancelled':
      return [...inputs, ...listImages(state.parts), ...(state.salvage ? [state.salvage.image] : [])]
  }
}
