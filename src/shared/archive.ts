/**
 * The second copy of the page's rows. The page owns chats, messages, attachments and links; main keeps every change of
 * them on disk, so that a lost database is rebuilt.
 *
 * [Note: How the two copies agree] Every write of a row gets a `sequence` in the transaction that writes it, growing per
 * table. The page sends what lies above the highest sequence that main has; main gives back what the page lacks. Of two
 * changes of one row the higher sequence wins, so sending or applying anything twice changes nothing. A highest
 * sequence says nothing about a hole below it: main gives its archive a new `identity` whenever it cannot vouch for the
 * whole of it, and a page that has not agreed with this very identity compares everything.
 */
import type { ChatId, MessageId } from './ids'

export const ARCHIVE_TABLES = ['chats', 'messages', 'attachments', 'messageAttachments'] as const

export type ArchiveTable = (typeof ARCHIVE_TABLES)[number]

/** A number per table; 0 where there is none yet. */
export type Sequences = Readonly<Record<ArchiveTable, number>>

export const NO_SEQUENCES: Sequences = { chats: 0, messages: 0, attachments: 0, messageAttachments: 0 }

/** Plain JSON as the page keeps it, without its sequence. Never bytes. */
export type ArchivedRow = Readonly<Record<string, unknown>>

export interface ArchiveChange {
  readonly table: ArchiveTable
  /** The row's primary key; the parts of a compound one joined by a slash. */
  readonly key: string
  readonly sequence: number
  /** The version of the page's database that wrote the row. */
  readonly schema: number
  /** Null: deleted. */
  readonly row: ArchivedRow | null
}

export interface ArchiveState {
  readonly identity: string
  /** The highest that main has kept, per table. */
  readonly sequences: Sequences
}

/** Where reading goes on. Only main knows what it means. */
export interface ArchiveCursor {
  /** Of the files that it points into; they are replaced from time to time. */
  readonly generation: number
  readonly file: number
  readonly offset: number
}

export type ArchivePage =
  /**
   * In no particular order, and with changes that later ones replace. `next` is null at the end. `progress`: how much of
   * the archive has been looked through by then, from 0 to 1.
   */
  | { readonly changes: readonly ArchiveChange[]; readonly next: ArchiveCursor | null; readonly progress: number }
  /** The files were replaced meanwhile: begin again. */
  | 'stale'

/** What somebody waits for, to be read before the rest. Changes that nobody asked for may come with it, and do no harm. */
export type ArchiveSelection =
  | { readonly kind: 'chats' }
  | { readonly kind: 'messages'; readonly chatId: ChatId }
  /** The pictures of these messages: attachments, and what links them. At most `MAX_SELECTED` messages. */
  | { readonly kind: 'pictures'; readonly messageIds: readonly MessageId[] }

/** More messages than are made in one chat. What is beyond comes with the rest. */
export const MAX_SELECTED = 5_000

/** Per request, in both directions: some hundred kilobytes, a few milliseconds of work on either side. */
export const ARCHIVE_BATCH = 500

export function mapTables<T>(value: (table: ArchiveTable) => T): Readonly<Record<ArchiveTable, T>> {
  return Object.fromEntries(ARCHIVE_TABLES.map((table) => [table, value(table)])) as Record<ArchiveTable, T>
}

/** The higher of both, per table. */
export function highest(one: Sequences, other: Sequences): Sequences {
  return mapTables((table) => Math.max(one[table], other[table]))
}

/** True when some table of `one` ends before that of `other`. */
export function isBehind(one: Sequences, other: Sequences): boolean {
  return ARCHIVE_TABLES.some((table) => one[table] < other[table])
}
