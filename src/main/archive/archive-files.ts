/**
 * The files of the archive: at most one current snapshot, and the logs of changes after it.
 *
 * `snapshot-<n>.log` contains the newest change of every row in the logs up to n; `changes-<n>.log` is one log. A
 * snapshot gets its final name only after it was written completely and read back, and only then are the files it
 * replaces deleted. So after a crash, either they or the snapshot exist.
 */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode, namesIn } from '../files/atomic-file'
import { decodeLine, readFileLines } from '../files/checked-lines'
import { isHead, NewerArchive, parseArchiveLine, type ArchiveLine, type FileHead } from './archive-lines'

export interface ArchiveFile {
  readonly kind: 'snapshot' | 'changes'
  readonly number: number
  readonly path: string
}

export interface ScannedLine {
  readonly line: ArchiveLine
  /** Where the line starts in the file, and where it ends, without its line break. */
  readonly start: number
  readonly end: number
  readonly bytes: Buffer
}

/** Damaged lines found while reading a file. */
export interface Damage {
  lines: number
  /**
   * Whether only the very last line is damaged. A kill in mid-write leaves such a line; its batch was never
   * acknowledged.
   */
  onlyAtEnd: boolean
}

const NAME = /^(snapshot|changes)-(\d{6,})\.log$/
const BEGINNINGS = ['snapshot', 'changes'] as const

export function archiveFile(folder: string, kind: ArchiveFile['kind'], number: number): ArchiveFile {
  return { kind, number, path: join(folder, `${kind}-${String(number).padStart(6, '0')}.log`) }
}

/** Lists all files of the archive, including leftovers, oldest first. */
export async function listArchive(folder: string): Promise<readonly ArchiveFile[]> {
  const files: ArchiveFile[] = []
  for (const name of await namesIn(folder)) {
    const [, kind, number] = NAME.exec(name) ?? []
    const known = BEGINNINGS.find((beginning) => beginning === kind)
    if (known) files.push({ kind: known, number: Number(number), path: join(folder, name) })
  }
  // A snapshot sorts after the last log it contains.
  return files.sort((one, other) => one.number - other.number || (one.kind === 'changes' ? -1 : 1))
}

/**
 * Reads the intact lines of a file in order and counts the damaged ones. A missing file counts as empty. Skips lines
 * that `wanted` rejects, without parsing them. Throws `NewerArchive` if a newer version of Easel wrote the file.
 */
export async function* scanArchive(
  path: string,
  damage: Damage,
  from = 0,
  wanted: (line: Buffer) => boolean = () => true,
): AsyncGenerator<ScannedLine> {
  try {
    for await (const { bytes, start, end } of readFileLines(path, from)) {
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

/** Reads the first line of a file. Returns undefined if it's missing or damaged. */
export async function readHead(file: ArchiveFile): Promise<FileHead | undefined> {
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
    // The other lines are still readable.
    return undefined
  }
}
