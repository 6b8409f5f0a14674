/** What the lines of the archive's files say. */
import { ARCHIVE_TABLES, mapTables, type ArchiveChange, type Sequences } from '@shared/archive'
import { z } from 'zod'

/** The first line of every file. */
export interface FileHead {
  readonly easelArchive: number
  readonly identity: string
  /** In a snapshot: what it holds. In a log of changes: what the archive held when it was begun. */
  readonly sequences: Sequences
}

/** The last line of a snapshot: how many changes it must have. */
export interface SnapshotEnd {
  readonly end: number
}

export type ArchiveLine = FileHead | ArchiveChange | SnapshotEnd

/** Raised only by a change that an older Easel would misunderstand; it then leaves the archive alone. */
export const ARCHIVE_VERSION = 1

const sequence = z.number().int().nonnegative()

const head = z.object({
  easelArchive: z.number().int().positive(),
  identity: z.string().min(1),
  sequences: z.object(mapTables(() => sequence)),
})
const end = z.object({ end: z.number().int().nonnegative() })
/** The row itself was checked when it came in, and the line's checksum says that it is the same. */
const change = z.object({
  table: z.enum(ARCHIVE_TABLES),
  key: z.string(),
  sequence: z.number().int().positive(),
  schema: z.number().int().positive(),
  row: z.custom<ArchiveChange['row']>((row) => typeof row === 'object' && !Array.isArray(row)),
})

/** Written by a later Easel, which may mean something else by it. */
export class NewerArchive extends Error {}

/** Throws on anything that is none of the three; `NewerArchive` on the head of a later version, whatever else it says. */
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
