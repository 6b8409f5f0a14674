/** Forgets settled runs, and deletes what was only needed until then. */
import { listImages } from '@shared/answer'
import { failureKind } from '@shared/failure-kinds'
import type { RunState } from '@shared/run'
import type { ActiveRun } from './active-run'
import { dropAnswer } from './drop-answer'
import { awaitsCost } from './awaits-cost'
import { getRetry } from './repetition'
import type { RunServiceParts } from './run-service-parts'
import type { RunTable } from './run-table'
import { isOpen } from './settlement'

type RetentionParts = Pick<RunServiceParts, 'store' | 'spool' | 'previews' | 'budget'>

export class Retention {
  readonly #parts: RetentionParts
  readonly #table: RunTable

  constructor(parts: RetentionParts, table: RunTable) {
    this.#parts = parts
    this.#table = table
  }

  /**
   * Deletes the record of a run that has ended, is recorded by the page and in the ledger, and isn't waiting for an
   * upload, a retry, another reading of its answer, or its cost.
   */
  async forgetIfDone(active: ActiveRun): Promise<void> {
    const { run, acknowledged } = active
    const { state } = run
    if (!active.isTerminal || acknowledged < run.revision || getRetry(state)) return
    if (isUploading(state) || active.mayStillAnswer || awaitsCost(active)) return
    const isWaiting = isHeldUpByDisk(state) || findRefusedAddress(state) !== undefined
    if (isWaiting && (await this.#parts.spool.has(run.id, active.attempt))) return
    // Only the record still knows what the run cost: the next start completes the ledger from it.
    if (!(await this.#parts.budget.isEntered(run.id))) return
    // A late answer may have arrived meanwhile that the page hasn't recorded yet.
    if (active.run !== run) return
    this.#table.remove(run.id)
    await this.#parts.store.remove(run.id)
    await dropAnswer(this.#parts.spool, active)
    if (!(await this.#parts.spool.has(run.id, active.attempt))) await this.#parts.spool.remove(run.id, active.attempt)
    await this.#removePreviews(active)
  }

  async #removePreviews(active: ActiveRun): Promise<void> {
    const others = this.#table.all
    for (const hash of active.previews) {
      // Equal previews of two runs share one file.
      if (!others.some((other) => other.previews.has(hash))) await this.#parts.previews.remove(hash)
    }
  }
}

function isUploading(state: RunState): boolean {
  return state.status === 'done' && listImages(state.parts).some(({ upload }) => isOpen(upload))
}

/** Whether the answer is stored and only lacks disk space for its images. */
export function isHeldUpByDisk(state: RunState): boolean {
  return state.status === 'failed' && failureKind(state.failure.code) === 'storage-failed'
}

/** Returns the address of an image that wasn't fetched, if the answer that names it is stored. */
export function findRefusedAddress(state: RunState): string | undefined {
  if (state.status !== 'failed' || !state.failure.hasAnswer) return undefined
  const { code, address } = state.failure
  return code === 'image-address-refused' || code === 'image-address-failed' ? address : undefined
}
