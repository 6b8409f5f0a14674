/**
 * The archive's folder: at most one snapshot that counts, and the logs of changes after it.
 *
 * `snapshot-<n>.log` holds the newest change of every row in the logs up to n; `changes-<n>.log` is one log. A snapshot
 * gets its name only when it is whole and read back, and only then are the files it replaces removed: whatever happens
 * in between, either they or it are there.
 */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode, namesIn } from '../files/atomic-file'
import { decodeLine, linesOf } from '../files/checked-lines'
import { isHead, NewerArchive, parseArchiveLine, type ArchiveLine, type FileHead } from './archive-lines'

export interface ArchiveFile {
  readonly kind: 'snapshot' | 'changes'
  readonly number: number
  readonly path: string
}

export interface ScannedLine {
  readonly line: ArchiveLine
  /** Its place in the file, in bytes, and its bytes without their end. */
  readonly start: number
  readonly end: number
  readonly bytes: Buffer
}

/** What reading a file met besides its lines. */
export interface Damage {
  lines: number
  /** Only the very last line is damaged: what a kill in mid-write leaves, of a batch that was never acknowledged. */
  onlyAtEnd: boolean
}

const NAME = /^(snapshot|changes)-(\d{6,})\.log$/
const BEGINNINGS = ['snapshot', 'changes'] as const

export function archiveFile(folder: string, kind: ArchiveFile['kind'], number: number): ArchiveFile {
  return { kind, number, path: join(folder, `${kind}-${String(number).padStart(6, '0')}.log`) }
}

/** Everything of the archive that lies in the folder, leftovers included, in the order in which it was written. */
export async function listArchive(folder: string): Promise<readonly ArchiveFile[]> {
  const files: ArchiveFile[] = []
  for (const name of await namesIn(folder)) {
    const [, kind, number] = NAME.exec(name) ?? []
    const known = BEGINNINGS.find((beginning) => beginning === kind)
    if (known) files.push({ kind: known, number: Number(number), path: join(folder, name) })
  }
  // A snapshot comes after the last log that it holds.
  return files.sort((one, other) => one.number - other.number || (one.kind === 'changes' ? -1 : 1))
}

/**
 * The sound lines of a file, in order; those that are not are counted. A missing file is an empty one. Throws
 * `NewerArchive` when a later Easel wrote the file. Lines that are not `wanted` are passed over unread.
 */
export async function* scanArchive(
  path: string,
  damage: Damage,
  from = 0,
  wanted: (line: Buffer) => boolean = () => true,
): AsyncGenerator<ScannedLine> {
  try {
    for await (const { bytes, start, end } of linesOf(path, from)) {
      if (bytes && !wanted(bytes)) continue
      const line = readLine(bytes)
      if (line && bytes) {
        if (damage.lines > 0) damage.onlyAtEnd = false
        yield { line, start, end, bytes }
      } else {
        damage.onlyAtEnd = damage.lines === 0
        damage.lines += 1
      }
    }
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
  }
}

/** The first line of a file, or undefined when it has none that can be read. */
export async function headOf(file: ArchiveFile): Promise<FileHead | undefined> {
  for await (const { line } of scanArchive(file.path, noDamage())) return isHead(line) ? line : undefined
  return undefined
}

export function noDamage(): Damage {
  return { lines: 0, onlyAtEnd: false }
}

export async function removeFiles(files: readonly ArchiveFile[]): Promise<void> {
  for (const { path } of files) await rm(path, { force: true })
}

function readLine(bytes: Buffer | undefined): ArchiveLine | undefined {
  try {
    return parseArchiveLine(decodeLine(bytes))
  } catch (error) {
    if (error instanceof NewerArchive) throw error
    // Whatever is wrong with this line, the others still count.
    return undefined
  }
}
