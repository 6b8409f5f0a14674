/**
 * Permanently deletes what the user empties from the bin. The plan is on disk before anything is deleted, so after a
 * kill either all of it is left or, after the next start, nothing (`shared/bin.ts`). The ledger isn't changed: spending
 * stays recorded.
 */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { needsPerson, type UploadProblem } from '@shared/answer'
import type { BinPlan, BinState, Freed } from '@shared/bin'
import type { ObjectHash, RunId } from '@shared/ids'
import {
  createFolder,
  namesIn,
  readFileIfPresent,
  sweepTemporaryFiles,
  syncFolder,
  writeFileAtomically,
} from '../files/atomic-file'
import type { BlobAccountSource, BlobClient } from '../uploads/blob-client'
import { UploadFailure } from '../uploads/blob-client'
import { getEntryId, parseBinEntry, type BinEntry } from './bin-entry'

export interface BinParts {
  readonly directory: string
  readonly objects: { remove(hash: ObjectHash): Promise<number> }
  readonly thumbnails: { remove(hash: ObjectHash): Promise<number> }
  readonly runs: {
    /** Whether all runs have ended and are in the ledger. */
    canDrop(ids: readonly RunId[]): Promise<boolean>
    /** Deletes records and raw answers. Returns how many bytes of answers were deleted. */
    drop(ids: readonly RunId[]): Promise<number>
    /** Lists the images of answers in progress, or not recorded by the page yet. */
    listHeldImages(): ReadonlySet<ObjectHash>
  }
  /** Forgets the batches of these chats. */
  readonly dropBatches: (chats: BinPlan['chats']) => Promise<void>
  /** Forgets uploads of these files. Returns the paths where they may have been uploaded. */
  readonly dropUploads: (hashes: ReadonlySet<ObjectHash>) => Promise<readonly string[]>
  /** Drops the lines of removed rows from the archive. */
  readonly compactArchive: () => Promise<void>
  readonly blob: Pick<BlobClient, 'remove'>
  readonly blobAccount: BlobAccountSource
  readonly report: (what: string, error: unknown) => void
}

export class Bin {
  readonly #parts: BinParts
  readonly #entries = new Map<string, BinEntry>()
  #deletingCopies: Promise<void> | undefined

  constructor(parts: BinParts) {
    this.#parts = parts
  }

  /**
   * Loads deletions that an earlier session left unfinished, and deletes their runs, so that none is recovered. Call it
   * before runs are settled.
   */
  async open(): Promise<void> {
    const { directory, runs, report } = this.#parts
    await sweepTemporaryFiles(directory)
    for (const name of await namesIn(directory)) {
      if (!name.endsWith('.json')) continue
      try {
        const text = await readFileIfPresent(join(directory, name))
        if (text === undefined) continue
        const entry = parseBinEntry(text.toString('utf8'))
        this.#entries.set(getEntryId(entry), entry)
        if (entry.step !== 'copies') await runs.drop(entry.plan.runs)
      } catch (error) {
        // What it lists stays, including rows and files.
        report(`the deletion ${name} cannot be read`, error)
      }
    }
  }

  /** Finishes deletions whose rows are deleted, and retries uploaded copies. Never rejects. */
  async resume(): Promise<void> {
    for (const entry of this.#entries.values()) {
      if (entry.step !== 'files') continue
      await this.#removeFiles(entry).catch((error: unknown) => this.#parts.report('a deletion was not finished', error))
    }
    await this.retryCopies()
  }

  /** Whether a file is about to be deleted, and so isn't a lost image. */
  isGoing(hash: ObjectHash): boolean {
    return [...this.#entries.values()].some((entry) => entry.step !== 'copies' && entry.plan.hashes.includes(hash))
  }

  view(): BinState {
    const entries = [...this.#entries.values()]
    const copies = entries.flatMap((entry) => (entry.step === 'copies' ? [entry] : []))
    const problem = copies.find((entry) => entry.problem)?.problem
    return {
      unfinished: entries.flatMap((entry) => (entry.step === 'rows' ? [entry.plan] : [])),
      copies: { waiting: copies.reduce((sum, entry) => sum + entry.copies.length, 0), ...(problem && { problem }) },
    }
  }

  /**
   * Records what to delete. Once it resolves with true, the deletion is certain. Returns false and records nothing if
   * an answer in it is still in progress.
   */
  async begin(plan: BinPlan): Promise<boolean> {
    if (this.#entries.has(plan.id)) return true
    if (!(await this.#parts.runs.canDrop(plan.runs))) return false
    await this.#save({ step: 'rows', plan })
    // Nothing more may be made in a deleted chat.
    await this.#parts.dropBatches(plan.chats)
    return true
  }

  /** Deletes everything else, once the rows are deleted by the page and in the archive. Ignores unknown ids. */
  async finish(id: string, needed: readonly ObjectHash[]): Promise<Freed> {
    const entry = this.#entries.get(id)
    if (!entry || entry.step === 'copies') return { bytes: 0, images: 0 }
    const next = { step: 'files', plan: entry.plan, needed } as const
    await this.#save(next)
    const freed = await this.#removeFiles(next)
    void this.retryCopies()
    return freed
  }

  /** Tries to delete the remaining uploaded copies. Never rejects: `view` reports what remains. */
  retryCopies(): Promise<void> {
    this.#deletingCopies ??= this.#deleteCopies()
      .catch((error: unknown) => this.#parts.report('uploaded copies could not be deleted', error))
      .finally(() => (this.#deletingCopies = undefined))
    return this.#deletingCopies
  }

  /** Leaves the remaining uploaded copies where they are, and forgets them. */
  async keepCopies(): Promise<void> {
    for (const entry of this.#entries.values()) if (entry.step === 'copies') await this.#forget(entry.id)
  }

  async #removeFiles({ plan, needed }: Extract<BinEntry, { step: 'files' }>): Promise<Freed> {
    const { objects, thumbnails, runs, dropBatches, dropUploads, compactArchive, report } = this.#parts
    await dropBatches(plan.chats)
    let bytes = await runs.drop(plan.runs)
    let images = 0
    const kept = new Set([...needed, ...runs.listHeldImages()])
    const hashes = new Set(plan.hashes.filter((hash) => !kept.has(hash)))
    const uploads = await dropUploads(hashes)
    for (const hash of hashes) {
      const size = await objects.remove(hash)
      if (size > 0) images += 1
      bytes += size + (await thumbnails.remove(hash))
    }
    try {
      await compactArchive()
    } catch (error) {
      // The disk may have no room for the new snapshot yet. The next start retries.
      report('the lines of deleted rows are still in the archive', error)
      return { bytes, images }
    }
    // An upload may have arrived even though its response was lost.
    const copies = plan.copies.length > 0 ? [...plan.copies, ...uploads] : []
    if (copies.length > 0) await this.#save({ step: 'copies', id: plan.id, copies })
    else await this.#forget(plan.id)
    return { bytes, images }
  }

  async #deleteCopies(): Promise<void> {
    for (const entry of this.#entries.values()) {
      if (entry.step !== 'copies') continue
      let left = entry.copies
      let problem: UploadProblem | undefined
      for (const copy of entry.copies) {
        problem = await this.#deleteCopy(copy)
        if (problem && needsPerson(problem)) break
        if (!problem) left = left.filter((other) => other !== copy)
      }
      if (left.length > 0) await this.#save({ step: 'copies', id: entry.id, copies: left, ...(problem && { problem }) })
      else await this.#forget(entry.id)
    }
  }

  /** Returns the problem, or undefined if the copy was deleted. */
  async #deleteCopy(copy: string): Promise<UploadProblem | undefined> {
    const { token, access } = this.#parts.blobAccount()
    if (token === undefined) return 'refused'
    try {
      await this.#parts.blob.remove({ token, access }, copy)
      return undefined
    } catch (error) {
      this.#parts.report('an uploaded copy could not be deleted', error)
      return error instanceof UploadFailure ? error.problem : 'store-failed'
    }
  }

  async #save(entry: BinEntry): Promise<void> {
    const { directory } = this.#parts
    await createFolder(directory)
    await writeFileAtomically(this.#getPath(getEntryId(entry)), JSON.stringify(entry))
    this.#entries.set(getEntryId(entry), entry)
  }

  async #forget(id: string): Promise<void> {
    await rm(this.#getPath(id), { force: true })
    await syncFolder(this.#parts.directory)
    this.#entries.delete(id)
  }

  #getPath(id: string): string {
    return join(this.#parts.directory, `${id}.json`)
  }
}
