/**
 * Stores the files of batches. The plan is written before the first progress, so a plan alone is a batch that never
 * started, and is deleted at the next start.
 */
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { BatchId } from '@shared/ids'
import type { BatchPlan, BatchProgress } from '@shared/batch/batch'
import {
  createFolder,
  namesIn,
  readFileIfPresent,
  sweepTemporaryFiles,
  syncFolder,
  writeFileAtomically,
} from '../files/atomic-file'
import { parseBatchPlan, parseBatchProgress } from './batch-schema'

const PLAN = '.plan.json'

export class BatchStore {
  readonly #directory: string

  constructor(directory: string) {
    this.#directory = directory
  }

  /**
   * Reads the progress of every batch, sorted by file name. Unreadable files are reported and renamed to `*.broken`;
   * the chat of that batch is still intact.
   */
  async readAll(onBroken: (name: string, error: unknown) => void): Promise<readonly BatchProgress[]> {
    await sweepTemporaryFiles(this.#directory)
    const names = (await namesIn(this.#directory)).toSorted()
    const batches: BatchProgress[] = []
    for (const name of names) {
      const plan = name.endsWith(PLAN)
      if (plan && !names.includes(name.replace(PLAN, '.json')))
        await this.remove(name.slice(0, -PLAN.length) as BatchId)
      if (plan || !name.endsWith('.json')) continue
      const path = join(this.#directory, name)
      try {
        const text = await readFileIfPresent(path)
        if (text) batches.push(parseBatchProgress(text.toString()))
      } catch (error) {
        onBroken(name, error)
        await rename(path, `${path}.broken`).catch(() => undefined)
      }
    }
    return batches
  }

  /** Reads the plan. Rejects if it's missing or unreadable. */
  async readPlan(id: BatchId): Promise<BatchPlan> {
    const text = await readFileIfPresent(this.#getPlanPath(id))
    if (!text) throw new Error(`the plan of batch ${id} is missing`)
    return parseBatchPlan(text.toString())
  }

  /** Stores a new batch. Durable once it resolves, like `save`. */
  async begin(plan: BatchPlan, progress: BatchProgress): Promise<void> {
    await createFolder(this.#directory)
    await writeFileAtomically(this.#getPlanPath(plan.id), JSON.stringify({ version: 1, ...plan }))
    await this.save(progress)
  }

  async save(progress: BatchProgress): Promise<void> {
    await writeFileAtomically(this.#getPath(progress.id), JSON.stringify({ version: 1, ...progress }))
  }

  async remove(id: BatchId): Promise<void> {
    // Delete the plan last: a plan alone is deleted at the next start.
    await rm(this.#getPath(id), { force: true })
    await rm(this.#getPlanPath(id), { force: true })
    await syncFolder(this.#directory)
  }

  #getPlanPath(id: BatchId): string {
    return join(this.#directory, `${id}${PLAN}`)
  }

  #getPath(id: BatchId): string {
    return join(this.#directory, `${id}.json`)
  }
}
