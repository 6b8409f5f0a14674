/** Defines and parses the lines of the archive's files. */
import { ARCHIVE_TABLES, mapTables, type ArchiveChange, type Sequences } from '@shared/archive'
import { z } from '../zod'

/** The first line of every file. */
export interface FileHead {
  readonly easelArchive: number
  readonly identity: string
  /** In a snapshot: its content. In a log of changes: the archive's content when the log was started. */
  readonly sequences: Sequences
}

/** The last line of a snapshot: how many changes it contains. */
export interface SnapshotEnd {
  readonly end: number
}

export type ArchiveLine = FileHead | ArchiveChange | SnapshotEnd

/** Raise this only for a change that older versions of Easel would misread. They then leave the archive unchanged. */
export const ARCHIVE_VERSION = 1

const sequence = z.number().int().nonnegative()

const head = z.object({
  easelArchive: z.number().int().positive(),
  identity: z.string().min(1),
  // A missing table didn't exist when the file was started.
  sequences: z.object(mapTables(() => sequence.default(0))),
})
const end = z.object({ end: z.number().int().nonnegative() })
/** The row was checked when it was added, and the checksum proves that the line is unchanged. */
const change = z.object({
  table: z.enum(ARCHIVE_TABLES),
  key: z.string(),
  sequence: z.number().int().positive(),
  schema: z.number().int().positive(),
  row: z.custom<ArchiveChange['row']>((row) => typeof row === 'object' && !Array.isArray(row)),
})

/** Thrown for a file from a newer version of Easel, in which the same line may mean something else. */
export class NewerArchive extends Error {}

/**
 * Parses one line. Throws if it's none of the three kinds, and throws `NewerArchive` for a newer version's head,
 * whatever else it contains.
 */
export function parseArchiveLine(value: unknown): ArchiveLine {
  if (isObject(value)) {
    if ('easelArchive' in value) {
      if (Number(value.easelArchive) > ARCHIVE_VERSION) throw new NewerArchive()
      return head.parse(value)
    }
    if ('end' in value && !('table' in value)) return end.parse(value)
  }
  return change.parse(value)
}

export function isHead(line: ArchiveLine): line is FileHead {
  return 'easelArchive' in line
}

export function isChange(line: ArchiveLine): line is ArchiveChange {
  return 'table' in line
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
