/**
 * Merges a snapshot and the logs after it into a new snapshot: the newest change of every row, including deletions,
 * because deleted rows must stay deleted.
 *
 * Reads one chunk at a time, and lets main do other work in between. Needs memory for the number of rows, about 200
 * bytes each.
 */
import type { FileHandle } from 'node:fs/promises'
import { highest, isBehind, NO_SEQUENCES, type Sequences } from '@shared/archive'
import { replaceFile } from '../files/atomic-file'
import { encodeLine, readFileLines } from '../files/checked-lines'
import { archiveFile, noDamage, scanArchive, type ArchiveFile } from './archive-files'
import { ARCHIVE_VERSION, isChange, isHead, type FileHead } from './archive-lines'

export interface Compaction {
  readonly snapshot: ArchiveFile
  readonly head: FileHead
  /** How many lines couldn't be read and are missing from the snapshot. */
  readonly damaged: number
}

export interface CompactionParts {
  readonly folder: string
  /** The files to merge, oldest first. They're no longer written to. */
  readonly files: readonly ArchiveFile[]
  /** The archive's identity. The snapshot gets a new one if something is missing. */
  readonly identity: string
  /** The content that the files should have. */
  readonly sequences: Sequences
  readonly createIdentity: () => string
}

interface Newest {
  readonly file: ArchiveFile
  readonly start: number
  readonly sequence: number
}

/** How many bytes are collected before they're written. */
const WRITE_BYTES = 256 * 1024

/** Merges the files. Once it resolves, the snapshot is durable and was read back. The old files still exist. */
export async function compact(parts: CompactionParts): Promise<Compaction> {
  const { folder, files, identity, createIdentity } = parts
  const survey = await surveyFiles(files)
  const isWhole = survey.isWhole && !isBehind(survey.sequences, parts.sequences)
  const head: FileHead = {
    easelArchive: ARCHIVE_VERSION,
    identity: isWhole ? identity : createIdentity(),
    sequences: survey.sequences,
  }
  const snapshot = archiveFile(folder, 'snapshot', files.at(-1)?.number ?? 0)
  await replaceFile(snapshot.path, async (file, temporary) => {
    await writeSnapshot(file, head, files, survey.newest)
    await readBack(temporary, survey.newest.size)
  })
  return { snapshot, head, damaged: survey.damaged }
}

interface Survey {
  readonly newest: ReadonlyMap<string, Newest>
  readonly sequences: Sequences
  readonly damaged: number
  /** Whether the files contain everything that the page has sent. */
  readonly isWhole: boolean
}

/** Finds the newest change of each row, and whether something is missing. */
async function surveyFiles(files: readonly ArchiveFile[]): Promise<Survey> {
  const newest = new Map<string, Newest>()
  let sequences = NO_SEQUENCES
  let identity: string | undefined
  let isWhole = true
  let damaged = 0
  for (const file of files) {
    const damage = noDamage()
    let changes = 0
    let expected: number | undefined
    for await (const { line, start } of scanArchive(file.path, damage)) {
      if (isChange(line)) {
        changes += 1
        const key = `${line.table}/${line.key}`
        const known = newest.get(key)
        if (!known || known.sequence <= line.sequence) newest.set(key, { file, start, sequence: line.sequence })
        if (line.sequence > sequences[line.table]) sequences = { ...sequences, [line.table]: line.sequence }
      } else if (isHead(line)) {
        // After a change of identity the page sent everything again, so nothing is missing anymore.
        if (identity !== undefined && identity !== line.identity) isWhole = true
        else if (file.kind === 'changes' && isBehind(sequences, line.sequences)) isWhole = false
        identity = line.identity
        if (file.kind === 'changes') sequences = highest(sequences, line.sequences)
      } else expected = line.end
    }
    damaged += damage.lines
    if (damage.lines > 0 && !(damage.onlyAtEnd && file.kind === 'changes')) isWhole = false
    if (file.kind === 'snapshot' && expected !== changes) isWhole = false
  }
  return { newest, sequences, damaged, isWhole }
}

async function writeSnapshot(
  file: FileHandle,
  head: FileHead,
  files: readonly ArchiveFile[],
  newest: ReadonlyMap<string, Newest>,
): Promise<void> {
  const startsIn = new Map<ArchiveFile, Set<number>>(files.map((source) => [source, new Set()]))
  for (const { file: source, start } of newest.values()) startsIn.get(source)?.add(start)
  let waiting: Buffer[] = [encodeLine(head)]
  let length = 0
  const flush = async (): Promise<void> => {
    await file.writeFile(Buffer.concat(waiting))
    waiting = []
    length = 0
  }
  for (const [source, starts] of startsIn) {
    if (starts.size === 0) continue
    for await (const { bytes, start } of readFileLines(source.path)) {
      if (!bytes || !starts.has(start)) continue
      // Copies the line unchanged, with its checksum, which is verified when the snapshot is read back.
      waiting.push(bytes, NEW_LINE)
      length += bytes.length
      if (length >= WRITE_BYTES) await flush()
    }
  }
  waiting.push(encodeLine({ end: newest.size }))
  await flush()
}

const NEW_LINE = Buffer.from('\n')

/** Throws unless the snapshot is intact and complete. Only then may it replace its source files. */
async function readBack(path: string, expected: number): Promise<void> {
  const damage = noDamage()
  let changes = 0
  let end: number | undefined
  for await (const { line } of scanArchive(path, damage)) {
    if (isChange(line)) changes += 1
    else if (!isHead(line)) end = line.end
  }
  if (damage.lines > 0 || changes !== expected || end !== expected) throw new Error('a snapshot did not read back')
}
