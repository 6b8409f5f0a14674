/**
 * Removes rows permanently. Each removal is recorded, so that neither the archive nor a late answer restores the row.
 */
import { Dexie } from 'dexie'
import { ARCHIVE_TABLES, NO_SEQUENCES, type ArchiveChange, type ArchiveTable } from '@shared/archive'
import type { EaselDatabase } from '../database'
import type { RemovalRow } from '../rows'
import type { AnyRow, RowKey } from './archive-copy'

/** The stores needed by a transaction that removes rows. */
export const REMOVING_STORES = [...ARCHIVE_TABLES, 'removals'] as const

export function getRemovalKey(table: ArchiveTable, rowKey: string): string {
  return `${table}/${rowKey}`
}

/** Call it in a transaction over `REMOVING_STORES`. Keys without a row are ignored. */
export async function removeRows(database: EaselDatabase, table: ArchiveTable, keys: readonly RowKey[]): Promise<void> {
  const rows = database.table<AnyRow, RowKey>(table)
  const found = await rows.bulkGet([...keys])
  const there = keys.filter((_, index) => found[index])
  if (there.length === 0) return
  const last = await Promise.all([rows.orderBy('sequence').last(), lastRemoval(database, table)])
  // Above the row's own sequence and everything sent, like any other write (`number-writes.ts`).
  let sequence = Math.max(...last.map((row) => row?.sequence ?? 0), Date.now() * PER_MILLISECOND)
  const removals = there.map((key): RemovalRow => {
    const rowKey = typeof key === 'string' ? key : key.join('/')
    sequence += 1
    return { key: getRemovalKey(table, rowKey), table, rowKey, sequence }
  })
  const { writeNumbers } = database
  writeNumbers.startAbove({ ...NO_SEQUENCES, [table]: sequence })
  writeNumbers.removeIn(Dexie.currentTransaction.idbtrans)
  await database.removals.bulkPut(removals)
  await rows.bulkDelete([...there])
}

const PER_MILLISECOND = 1_000

/** The newest removal of a table. */
export async function lastRemoval(database: EaselDatabase, table: ArchiveTable): Promise<RemovalRow | undefined> {
  return database.removals.where('[table+sequence]').between([table, Dexie.minKey], [table, Dexie.maxKey]).last()
}

/** The removals of a table above a sequence, ascending. */
export async function removalsAbove(
  database: EaselDatabase,
  table: ArchiveTable,
  sequence: number,
  most: number,
): Promise<readonly RemovalRow[]> {
  return database.removals
    .where('[table+sequence]')
    .between([table, sequence], [table, Dexie.maxKey], false)
    .limit(most)
    .toArray()
}

export function toRemovalChange({ table, rowKey, sequence }: RemovalRow, schema: number): ArchiveChange {
  return { table, key: rowKey, sequence, schema, row: null }
}
