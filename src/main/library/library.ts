/** Exports everything into one file, and imports what is missing from such a file. One operation at a time. */
import { webcrypto } from 'node:crypto'
import type { Exported, LibraryProblem, LibraryRows, Opened } from '@shared/library'
import type { ObjectHash } from '@shared/ids'
import type { ProjectCaps } from '@shared/limits'
import type { Spending } from '@shared/spending'
import { parseEntry, type Ledger } from '../budget/ledger'
import { storageFailureCode } from '../files/storage-failure'
import type { ObjectStore } from '../objects/object-store'
import { LibraryFile, UnreadableLibrary } from './read-library'
import { writeLibrary, type WriteParts } from './write-library'

export interface LibraryParts extends Omit<WriteParts, 'objects' | 'spendings'> {
  readonly objects: Pick<ObjectStore, 'list' | 'isSound' | 'listImports' | 'find' | 'put' | 'unmarkImport'>
  readonly ledger: Pick<Ledger, 'entries' | 'add'>
  readonly disk: { hasRoom(): Promise<boolean> }
  /** Adds caps of projects that have none. Returns the number added. */
  readonly addProjectCaps: (caps: ProjectCaps) => number
  /** `share` is from 0 to 1. */
  readonly onProgress: (share: number) => void
  /** Called when entries were added to the ledger. */
  readonly onSpent: () => void
  readonly report: (what: string, error: unknown) => void
}

/** The smallest increase of progress that is reported. */
const PROGRESS_STEP = 0.005

interface OpenedLibrary {
  readonly file: LibraryFile
  readonly rows: AsyncGenerator<LibraryRows, void, void>
  /**
   * Images made by answers. Marked as brought by the user until their rows are imported, because no chat shows them
   * before.
   */
  readonly made: readonly ObjectHash[]
}

export class Library {
  readonly #parts: LibraryParts
  #working: AbortController | undefined
  #opened: OpenedLibrary | undefined

  constructor(parts: LibraryParts) {
    this.#parts = parts
  }

  /** Replaces the file at `path`, or leaves it unchanged. Never rejects. */
  export(path: string): Promise<Exported> {
    return this.#work<Exported>(async (signal) => {
      const { ledger } = this.#parts
      const written = await writeLibrary(
        path,
        { ...this.#parts, spendings: () => ledger.entries() },
        signal,
        this.#createProgress(),
      )
      return { status: 'saved', path, ...written }
    })
  }

  /**
   * Opens an archive and imports its images, spendings and project caps, all durable once this resolves. `readRows`
   * then returns its rows. Changes nothing that already exists. Never rejects.
   */
  open(path: string): Promise<Opened> {
    return this.#work<Opened>(async (signal) => {
      await this.#close()
      const file = await LibraryFile.open(path)
      try {
        const { made, ...counts } = await this.#takeImages(file, signal)
        const spendings = await this.#takeSpendings(file)
        const caps = this.#parts.addProjectCaps(await file.readProjectCaps())
        this.#opened = { file, made, rows: file.readRows() }
        return { status: 'opened', exportedAt: file.manifest.exportedAt, ...counts, spendings, caps }
      } catch (error) {
        await file.close()
        throw error
      }
    })
  }

  /**
   * Returns the next rows of the opened archive, or null after the last ones, and closes it then. Rejects if it's
   * damaged.
   */
  async readRows(): Promise<LibraryRows | null> {
    try {
      const next = await this.#opened?.rows.next()
      if (next && !next.done) return next.value
    } catch (error) {
      await this.#close()
      throw error
    }
    for (const hash of this.#opened?.made ?? []) await this.#parts.objects.unmarkImport(hash)
    await this.#close()
    return null
  }

  /** Stops the current operation. What was already imported stays. */
  async stop(): Promise<void> {
    this.#working?.abort()
    await this.#close()
  }

  async #takeImages(
    file: LibraryFile,
    signal: AbortSignal,
  ): Promise<
    Pick<OpenedLibrary, 'made'> & Pick<Extract<Opened, { status: 'opened' }>, 'images' | 'known' | 'damaged'>
  > {
    const { objects, disk } = this.#parts
    const imports = new Set<string>(file.manifest.imports)
    const tell = this.#createProgress()
    const hashes = file.listImages()
    const counts = { images: 0, known: 0, damaged: 0 }
    const made: ObjectHash[] = []
    for (const [index, hash] of hashes.entries()) {
      signal.throwIfAborted()
      tell(index / hashes.length)
      if (await objects.find(hash)) {
        counts.known += 1
        continue
      }
      // The last disk space is reserved for answers.
      if (!(await disk.hasRoom())) throw new FullDisk()
      const bytes = await file.readImage(hash).catch(() => undefined)
      if (!bytes || (await this.#computeHash(bytes)) !== hash) {
        counts.damaged += 1
        continue
      }
      const isTaken = await objects.put(bytes, { isImport: true }).then(
        () => true,
        (error: unknown) => {
          // Not an image that Easel can show. A disk error ends the import.
          if (storageFailureCode(error)) throw error
          return false
        },
      )
      counts[isTaken ? 'images' : 'damaged'] += 1
      if (isTaken && !imports.has(hash)) made.push(hash)
    }
    return { ...counts, made }
  }

  async #computeHash(bytes: Uint8Array): Promise<string> {
    return Buffer.from(await webcrypto.subtle.digest('SHA-256', bytes)).toString('hex')
  }

  async #takeSpendings(file: LibraryFile): Promise<number> {
    const entries: Spending[] = []
    for await (const value of file.readSpending()) {
      try {
        entries.push(parseEntry(value))
      } catch {
        // Not an entry of any version.
      }
    }
    const added = await this.#parts.ledger.add(entries)
    if (added > 0) this.#parts.onSpent()
    return added
  }

  #createProgress(): (share: number) => void {
    let told = 0
    return (share) => {
      if (share - told < PROGRESS_STEP) return
      told = share
      this.#parts.onProgress(share)
    }
  }

  async #close(): Promise<void> {
    const opened = this.#opened
    this.#opened = undefined
    await opened?.file.close().catch(() => undefined)
  }

  async #work<Result>(
    work: (signal: AbortSignal) => Promise<Result>,
  ): Promise<
    Result | { readonly status: 'canceled' } | { readonly status: 'failed'; readonly problem: LibraryProblem }
  > {
    if (this.#working) return { status: 'failed', problem: 'busy' }
    const working = new AbortController()
    this.#working = working
    try {
      return await work(working.signal)
    } catch (error) {
      if (working.signal.aborted) return { status: 'canceled' }
      if (error instanceof UnreadableLibrary) return { status: 'failed', problem: error.problem }
      const isFull = error instanceof FullDisk || storageFailureCode(error) === 'disk-full'
      if (!isFull) this.#parts.report('an export or import failed', error)
      return { status: 'failed', problem: isFull ? 'disk-full' : 'disk-failed' }
    } finally {
      this.#working = undefined
    }
  }
}

class FullDisk extends Error {}
