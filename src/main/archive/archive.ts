/**
 * The archive: main's copy of the page's rows, used to rebuild a lost database (see [Note: How the two copies agree] in
 * `shared/archive.ts`). It stores rows and never interprets them.
 *
 * Only the highest sequences are in memory. The first request opens the archive and reads one log of at most a few
 * megabytes. Rows are read only on request, one page at a time.
 */
import {
  ARCHIVE_BATCH,
  highest,
  isBehind,
  NO_SEQUENCES,
  type ArchiveChange,
  type ArchiveCursor,
  type ArchivePage,
  type ArchiveSelection,
  type ArchiveState,
  type Sequences,
} from '@shared/archive'
import { FailureError } from '@shared/failure'
import { stat } from 'node:fs/promises'
import { createFolder, sweepTemporaryFiles } from '../files/atomic-file'
import { Journal } from '../files/journal'
import { storageFailureCode } from '../files/storage-failure'
import { isArchivable } from './archivable'
import { createSelector } from './archive-selection'
import {
  archiveFile,
  readHead,
  listArchive,
  noDamage,
  removeFiles,
  scanArchive,
  type ArchiveFile,
} from './archive-files'
import {
  ARCHIVE_VERSION,
  isChange,
  isHead,
  NewerArchive,
  parseArchiveLine,
  type ArchiveLine,
  type FileHead,
} from './archive-lines'
import { compact } from './compact'

export interface ArchiveParts {
  readonly folder: string
  readonly createIdentity: () => string
  readonly now: () => number
  readonly report: (what: string, error: unknown) => void
}

/** A log that grows larger than this is closed, because opening the archive reads the last log. */
const MAX_LOG_BYTES = 4 * 1024 * 1024
/** More logs than this are compacted, for archives with many short sessions. */
const MAX_LOGS = 64
/** How much one call of `read` scans, even if it finds nothing: about 20 ms. */
const MAX_SCAN_BYTES = 2 * 1024 * 1024
const MAX_PAGE_BYTES = 512 * 1024

interface Opened {
  identity: string
  sequences: Sequences
  /** The current files: the newest snapshot, if any, then the logs after it. */
  files: readonly ArchiveFile[]
  /** Files that a snapshot has replaced but that aren't deleted yet. */
  leftovers: readonly ArchiveFile[]
  /** The number of the newest snapshot. It grows whenever files are replaced. */
  generation: number
  lastNumber: number
  /**
   * The log that takes changes now. Each session starts its own log with its first change, so it never continues after
   * a torn line.
   */
  active: { readonly journal: Journal<ArchiveLine>; bytes: number } | undefined
}

export class Archive {
  readonly #parts: ArchiveParts
  #opened: Promise<Opened> | undefined
  #last: Promise<unknown> = Promise.resolve()
  #compacting: Promise<void> | undefined
  #isFailing = false

  constructor(parts: ArchiveParts) {
    this.#parts = parts
  }

  /**
   * Returns identity and sequences. Null if a newer version of Easel wrote the archive, which is then left unchanged.
   */
  state(): Promise<ArchiveState | null> {
    return this.#inOrder(createState)
  }

  /**
   * Adds changes. They're durable once this resolves; adding them again is harmless. Rows that aren't plain JSON are
   * reported and left out, so that they don't block the others. Null: see `state`.
   */
  append(changes: readonly ArchiveChange[]): Promise<ArchiveState | null> {
    return this.#inOrder(async (opened) => {
      const sound = changes.filter(({ row }) => row === null || isArchivable(row))
      if (sound.length < changes.length) {
        this.#parts.report('rows were not archived', new Error(`${changes.length - sound.length} are no plain rows`))
      }
      if (sound.length > 0) await this.#write(opened, sound)
      for (const { table, sequence } of sound) {
        if (sequence > opened.sequences[table]) opened.sequences = { ...opened.sequences, [table]: sequence }
      }
      return createState(opened)
    })
  }

  /**
   * Gives the archive a new identity, for a page whose database doesn't work, so that it writes only here for now. The
   * database may have rows that never arrived here, so the page must compare everything once it works again. The
   * identity is saved with the next log: without changes, there's nothing to compare. Null: see `state`.
   */
  renew(): Promise<ArchiveState | null> {
    return this.#inOrder((opened) => {
      opened.identity = this.#parts.createIdentity()
      opened.active = undefined
      return createState(opened)
    })
  }

  /** Reads the changes after `after`, or only those in `only`, one page at a time. Null: see `state`. */
  read(cursor: ArchiveCursor | null, after: Sequences, only?: ArchiveSelection): Promise<ArchivePage | null> {
    return this.#inOrder(async (opened) => {
      const { files, generation } = opened
      if (cursor && cursor.generation !== generation) return 'stale'
      const isWanted = only && createSelector(only)
      const changes: ArchiveChange[] = []
      let bytes = 0
      let scanned = 0
      for (let index = cursor?.file ?? 0, from = cursor?.offset ?? 0; index < files.length; index += 1, from = 0) {
        const file = files[index]
        if (!file || (await isCovered(file, after))) continue
        const damage = noDamage()
        for await (const { line, start, end } of scanArchive(file.path, damage, from, isWanted)) {
          scanned += end - start
          if (isChange(line) && line.sequence > after[line.table]) {
            changes.push(line)
            bytes += end - start
          }
          if (changes.length >= ARCHIVE_BATCH || bytes >= MAX_PAGE_BYTES || scanned >= MAX_SCAN_BYTES) {
            const progress = await progressAt(files, index, end)
            return { changes, next: { generation, file: index, offset: end }, progress }
          }
        }
        // A filtered read skips lines unparsed, so its count of damaged lines is incomplete.
        if (!isWanted) this.#reportDamage(damage.lines)
      }
      return { changes, next: null, progress: 1 }
    })
  }

  /** Compacts if the logs have outgrown the snapshot or there are too many. */
  async tidy(): Promise<void> {
    const isDue = await this.#inOrder(async ({ files }) => {
      const logs = files.filter(({ kind }) => kind === 'changes')
      const [inLogs, inSnapshot] = await Promise.all([
        measureFiles(logs),
        measureFiles(files.filter(({ kind }) => kind === 'snapshot')),
      ])
      return logs.length > MAX_LOGS || inLogs > Math.max(MAX_LOG_BYTES, inSnapshot)
    })
    if (isDue) await this.compact()
  }

  /** Merges all files into one snapshot. Changes can be added meanwhile. */
  compact(): Promise<void> {
    this.#compacting ??= this.#compact().finally(() => (this.#compacting = undefined))
    return this.#compacting
  }

  async #compact(): Promise<void> {
    const sealed = await this.#inOrder(async (opened) => {
      opened.active = undefined
      return { ...opened }
    })
    if (!sealed) return
    if (sealed.files.every(({ kind }) => kind === 'snapshot')) {
      // A kill may have prevented the deletion of files that the snapshot replaced.
      await removeFiles(sealed.leftovers)
      return
    }
    const { snapshot, head, damaged } = await compact({ ...this.#parts, ...sealed })
    this.#reportDamage(damaged)
    await this.#inOrder(async (opened) => {
      const later = opened.files.slice(sealed.files.length)
      opened.files = [snapshot, ...later]
      opened.generation += 1
      // Changes that arrived meanwhile were logged under the old identity. The next log has the new one.
      if (head.identity !== sealed.identity) {
        opened.identity = head.identity
        opened.active = undefined
      }
      opened.leftovers = [...sealed.leftovers, ...sealed.files].filter(({ path }) => path !== snapshot.path)
    })
    await removeFiles([...sealed.leftovers, ...sealed.files].filter(({ path }) => path !== snapshot.path))
    await this.#inOrder(async (opened) => {
      opened.leftovers = []
    })
  }

  async #write(opened: Opened, changes: readonly ArchiveChange[]): Promise<void> {
    const lines: ArchiveLine[] = [...changes]
    let { active } = opened
    if (!active) {
      opened.lastNumber += 1
      const file = archiveFile(this.#parts.folder, 'changes', opened.lastNumber)
      active = { journal: await Journal.open(file.path, parseArchiveLine), bytes: 0 }
      opened.files = [...opened.files, file]
      lines.unshift(headFor(opened))
    }
    // Only a successful write makes this log safe to continue.
    opened.active = undefined
    active.bytes += await active.journal.appendAll(lines)
    if (active.bytes < MAX_LOG_BYTES) opened.active = active
  }

  #inOrder<R>(action: (opened: Opened) => R | Promise<R>): Promise<R | null> {
    const result = this.#last.then(async () => {
      try {
        const opened = await (this.#opened ??= this.#open())
        const value = await action(opened)
        this.#isFailing = false
        return value
      } catch (error) {
        if (error instanceof NewerArchive) return null
        throw this.#asFailure(error)
      }
    })
    this.#last = result.catch(() => undefined)
    return result
  }

  async #open(): Promise<Opened> {
    const { folder, createIdentity } = this.#parts
    try {
      await createFolder(folder)
      await sweepTemporaryFiles(folder)
      const all = await listArchive(folder)
      const newest = all.findLastIndex(({ kind }) => kind === 'snapshot')
      const files = newest < 0 ? all : all.slice(newest)
      const { identity, sequences } = await this.#readEnd(files)
      return {
        identity: identity ?? createIdentity(),
        sequences,
        files,
        leftovers: newest < 0 ? [] : all.slice(0, newest),
        generation: 0,
        lastNumber: all.at(-1)?.number ?? 0,
        active: undefined,
      }
    } catch (error) {
      // A newer archive stays newer. Any other error may be gone at the next attempt.
      if (!(error instanceof NewerArchive)) this.#opened = undefined
      throw error
    }
  }

  /**
   * Reads the state from the last file with a valid head and the files after it. Returns no identity if something is
   * missing.
   */
  async #readEnd(files: readonly ArchiveFile[]): Promise<{ identity: string | undefined; sequences: Sequences }> {
    let sequences = NO_SEQUENCES
    let isWhole = true
    for (const file of files.toReversed()) {
      const damage = noDamage()
      let head: FileHead | undefined
      for await (const { line } of scanArchive(file.path, damage)) {
        if (isHead(line)) {
          head = line
          sequences = highest(sequences, line.sequences)
          // Snapshots are checked only when they're needed.
          if (file.kind === 'snapshot') break
        } else if (isChange(line) && line.sequence > sequences[line.table]) {
          sequences = { ...sequences, [line.table]: line.sequence }
        }
      }
      this.#reportDamage(damage.lines)
      if (damage.lines > 0 && !damage.onlyAtEnd) isWhole = false
      if (!head) continue
      if (await isBeginningLost(files[0], head.identity)) isWhole = false
      return { identity: isWhole ? head.identity : undefined, sequences }
    }
    return { identity: undefined, sequences }
  }

  #reportDamage(lines: number): void {
    if (lines > 0) this.#parts.report('the archive has damaged lines', new Error(`${lines} cannot be read`))
  }

  /** Turns an error into a failure. Reports it only once, however often the page retries. */
  #asFailure(cause: unknown): FailureError {
    if (!this.#isFailing) this.#parts.report('the archive cannot be used', cause)
    this.#isFailing = true
    const code = storageFailureCode(cause) ?? 'internal-error'
    return new FailureError({ code, charge: 'none', at: this.#parts.now() }, { cause })
  }
}

function createState({ identity, sequences }: Opened): ArchiveState {
  return { identity, sequences }
}

function headFor({ identity, sequences }: Opened): FileHead {
  return { easelArchive: ARCHIVE_VERSION, identity, sequences }
}

/** Whether files before this log are missing, although its identity is still current. */
async function isBeginningLost(first: ArchiveFile | undefined, identity: string): Promise<boolean> {
  if (first?.kind !== 'changes') return false
  const head = await readHead(first)
  return head !== undefined && head.identity === identity && isBehind(NO_SEQUENCES, head.sequences)
}

/** Whether a snapshot contains nothing newer than `after`, and needn't be read. */
async function isCovered(file: ArchiveFile, after: Sequences): Promise<boolean> {
  if (file.kind !== 'snapshot') return false
  const head = await readHead(file)
  return head !== undefined && !isBehind(after, head.sequences)
}

/** Returns the share of all files that has been read up to a position in one of them, at most 1. */
async function progressAt(files: readonly ArchiveFile[], index: number, offset: number): Promise<number> {
  const [before, all] = await Promise.all([measureFiles(files.slice(0, index)), measureFiles(files)])
  return Math.min(1, (before + offset) / Math.max(1, all))
}

async function measureFiles(files: readonly ArchiveFile[]): Promise<number> {
  const sizes = await Promise.all(
    files.map(({ path }) =>
      stat(path).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}
