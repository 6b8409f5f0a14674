/**
 * The second copy of the page's rows. The page owns chats, messages, attachments, links and saved prompts; main writes
 * every change of them to disk, so that a lost database can be rebuilt.
 *
 * [Note: How the two copies agree] Every write of a row gets a `sequence` in the same transaction, which grows per
 * table. The page sends what is above main's highest sequence; main returns what the page lacks. Of two changes of one
 * row the higher sequence wins, so sending or applying a change twice does no harm. A highest sequence doesn't reveal a
 * gap below it: whenever main can't be sure that its archive is complete, it gives the archive a new `identity`, and a
 * page that hasn't agreed with this identity compares everything.
 */
import type { ChatId, MessageId } from './ids'

export const ARCHIVE_TABLES = ['chats', 'messages', 'attachments', 'messageAttachments', 'prompts'] as const

export type ArchiveTable = (typeof ARCHIVE_TABLES)[number]

/** One number per table; 0 for an empty table. */
export type Sequences = Readonly<Record<ArchiveTable, number>>

export const NO_SEQUENCES: Sequences = { chats: 0, messages: 0, attachments: 0, messageAttachments: 0, prompts: 0 }

/** A row as plain JSON, without its sequence and without binary data. */
export type ArchivedRow = Readonly<Record<string, unknown>>

export interface ArchiveChange {
  readonly table: ArchiveTable
  /** The row's primary key. The parts of a compound key are joined by a slash. */
  readonly key: string
  readonly sequence: number
  /** The version of the page's database that wrote the row. */
  readonly schema: number
  /** Null when the row was deleted. */
  readonly row: ArchivedRow | null
}

export interface ArchiveState {
  readonly identity: string
  /** The highest sequence that main has stored, per table. */
  readonly sequences: Sequences
}

/** Where to continue reading. Only main interprets it. */
export interface ArchiveCursor {
  /** Which generation of the files it points into. They're replaced from time to time. */
  readonly generation: number
  readonly file: number
  readonly offset: number
}

export type ArchivePage =
  /**
   * Changes in no particular order, including some that later ones replace. `next` is null at the end. `progress` is
   * the share of the archive read so far, from 0 to 1.
   */
  | { readonly changes: readonly ArchiveChange[]; readonly next: ArchiveCursor | null; readonly progress: number }
  /** The files were replaced in the meantime. Start again. */
  | 'stale'

/** Rows to read before the rest. Other changes may be included and do no harm. */
export type ArchiveSelection =
  | { readonly kind: 'chats' }
  | { readonly kind: 'messages'; readonly chatId: ChatId }
  /** The images of these messages: attachments and their links. At most `MAX_SELECTED` messages. */
  | { readonly kind: 'images'; readonly messageIds: readonly MessageId[] }

/** More messages than any real chat has. Any beyond that are read with the rest. */
export const MAX_SELECTED = 5_000

/** Changes per request, in both directions: a few hundred kilobytes, and a few milliseconds of work on each side. */
export const ARCHIVE_BATCH = 500

export function mapTables<T>(value: (table: ArchiveTable) => T): Readonly<Record<ArchiveTable, T>> {
  return Object.fromEntries(ARCHIVE_TABLES.map((table) => [table, value(table)])) as Record<ArchiveTable, T>
}

/** Returns the higher of the two sequences, per table. */
export function highest(one: Sequences, other: Sequences): Sequences {
  return mapTables((table) => Math.max(one[table], other[table]))
}

/** Whether any table has a lower sequence in `one` than in `other`. */
export function isBehind(one: Sequences, other: Sequences): boolean {
  return ARCHIVE_TABLES.some((table) => one[table] < other[table])
}
