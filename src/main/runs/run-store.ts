import { readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { RunId } from '@shared/ids'
import { createFolder, readFileIfPresent, sweepTemporaryFiles, writeFileAtomically } from '../files/atomic-file'
import { parseRunRecord } from './parse-run-record'
import type { RunRecord } from './run-record'

/**
 * Stores run records, each in a small JSON file that is replaced atomically. Writes of the same record stay in order.
 */
export class RunStore {
  readonly #directory: string
  readonly #writing = new Map<RunId, Promise<void>>()

  constructor(directory: string) {
    this.#directory = directory
  }

  /**
   * Reads every valid record. Renames an invalid file to `*.broken` and reports it, but never deletes it: its prompt
   * may be all that is left of a paid answer.
   */
  async readAll(onBroken: (file: string, error: unknown) => void): Promise<RunRecord[]> {
    await sweepTemporaryFiles(this.#directory)
    const records: RunRecord[] = []
    for (const file of await readdir(this.#directory).catch(() => [])) {
      if (!file.endsWith('.json')) continue
      const path = join(this.#directory, file)
      try {
        const text = await readFileIfPresent(path)
        if (text !== undefined) records.push(parseRunRecord(text.toString('utf8')))
      } catch (error) {
        onBroken(file, error)
        await rename(path, `${path}.broken`).catch(() => undefined)
      }
    }
    return records.sort((a, b) => a.run.createdAt - b.run.createdAt)
  }

  /** Whether this or an earlier `readAll` found the run's record unreadable. */
  async wasSetAside(id: RunId): Promise<boolean> {
    return (await readFileIfPresent(`${this.#getPath(id)}.broken`)) !== undefined
  }

  /** Replaces the record. With `durable: false` it survives an app crash, but not a power failure. */
  save(record: RunRecord, { durable = true } = {}): Promise<void> {
    return this.#inOrder(record.run.id, async () => {
      await createFolder(this.#directory)
      await writeFileAtomically(this.#getPath(record.run.id), JSON.stringify(record), { durable })
    })
  }

  remove(id: RunId): Promise<void> {
    return this.#inOrder(id, () => rm(this.#getPath(id), { force: true }))
  }

  #inOrder(id: RunId, write: () => Promise<void>): Promise<void> {
    const before = this.#writing.get(id) ?? Promise.resolve()
    // A failed write was reported to its caller, and the next write doesn't depend on it.
    const now = before.catch(() => undefined).then(write)
    this.#writing.set(id, now)
    void now
      .catch(() => undefined)
      .then(() => {
        if (this.#writing.get(id) === now) this.#writing.delete(id)
      })
    return now
  }

  #getPath(id: RunId): string {
    return join(this.#directory, `${id}.json`)
  }
}
