/** Reads the database's rows as changes for the archive, one batch at a time. */
import {
  ARCHIVE_BATCH,
  ARCHIVE_TABLES,
  mapTables,
  type ArchiveChange,
  type ArchiveTable,
  type Sequences,
} from '@shared/archive'
import type { EaselDatabase } from '../database'
import { toChange, type AnyRow, type RowKey } from './archive-copy'
import { lastRemoval, removalsAbove, REMOVING_STORES, toRemovalChange } from './remove-rows'

/** In characters. A batch ends when it reaches this; a single row may have more. */
const MAX_BATCH_CHARACTERS = 1_000_000

/** The highest sequence of each table, including removals. */
export async function newestSequences(database: EaselDatabase): Promise<Sequences> {
  return database.transaction('r', [...REMOVING_STORES], async () => {
    const last = await Promise.all(
      ARCHIVE_TABLES.map(async (table) => {
        const ends = await Promise.all([
          database.table<AnyRow>(table).orderBy('sequence').last(),
          lastRemoval(database, table),
        ])
        return Math.max(...ends.map((row) => row?.sequence ?? 0))
      }),
    )
    return mapTables((table) => last[ARCHIVE_TABLES.indexOf(table)] ?? 0)
  })
}

/** The next changes above these sequences, ascending within each table, so that the archive has no gaps. */
export async function changesAfter(database: EaselDatabase, sent: Sequences): Promise<readonly ArchiveChange[]> {
  return database.transaction('r', [...REMOVING_STORES], async () => {
    const batch: ArchiveChange[] = []
    let characters = 0
    for (const table of ARCHIVE_TABLES) {
      const room = ARCHIVE_BATCH - batch.length
      if (room === 0 || characters > MAX_BATCH_CHARACTERS) break
      const rows = await database.table<AnyRow>(table).where('sequence').above(sent[table]).limit(room).toArray()
      const removals = await removalsAbove(database, table, sent[table], room)
      const changes = [
        ...rows.map((row) => toChange(table, row, database.verno)),
        ...removals.map((removal) => toRemovalChange(removal, database.verno)),
      ].toSorted((one, other) => one.sequence - other.sequence)
      for (const change of changes.slice(0, room)) {
        if (characters > MAX_BATCH_CHARACTERS) break
        characters += JSON.stringify(change).length
        batch.push(change)
      }
    }
    return batch
  })
}

/** Every row and every removal, in no particular order. */
export async function* allChanges(database: EaselDatabase): AsyncGenerator<readonly ArchiveChange[]> {
  for (const table of ARCHIVE_TABLES) {
    let removed = 0
    for (;;) {
      const removals = await removalsAbove(database, table, removed, ARCHIVE_BATCH)
      if (removals.length === 0) break
      yield removals.map((removal) => toRemovalChange(removal, database.verno))
      removed = removals.at(-1)?.sequence ?? 0
    }
    let after: RowKey | undefined
    do {
      const rows: AnyRow[] = await stride(database, table, after)
      const batch: AnyRow[] = []
      let characters = 0
      for (const row of rows) {
        if (characters > MAX_BATCH_CHARACTERS) break
        characters += JSON.stringify(row).length
        batch.push(row)
      }
      if (batch.length > 0) yield batch.map((row) => toChange(table, row, database.verno))
      const last = batch.at(-1)
      after = last && getPrimaryKey(table, last)
    } while (after !== undefined)
  }
}

function stride(database: EaselDatabase, table: ArchiveTable, after: RowKey | undefined): Promise<AnyRow[]> {
  const rows = database.table<AnyRow, RowKey>(table)
  const rest = after === undefined ? rows.toCollection() : rows.where(':id').above(after)
  return rest.limit(ARCHIVE_BATCH).toArray()
}

function getPrimaryKey(table: ArchiveTable, row: AnyRow): RowKey {
  return table === 'messageAttachments' ? [String(row['messageId']), String(row['attachmentId'])] : String(row['id'])
}
