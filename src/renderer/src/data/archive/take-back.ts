/** From the archive into the database. */
import { Dexie } from 'dexie'
import {
  ARCHIVE_TABLES,
  type ArchiveChange,
  type ArchivedRow,
  type ArchiveTable,
  type Sequences,
} from '@shared/archive'
import type { EaselDatabase } from '../database'
import { migrations } from '../migrations'
import { DataError } from '../problem'
import { keyOf, type AnyRow, type ArchiveCopy } from './archive-copy'

/** Main replaces its files rarely; more often than this in one go means that something is wrong. */
const MAX_BEGINNINGS = 5

/**
 * Brings back every change above `after` that the database does not have, page by page; what it has that is newer stays.
 * True when there was any. Rejects with a `DataError` when the archive holds rows of a later Easel.
 */
export async function takeBackAll(database: EaselDatabase, copy: ArchiveCopy, after: Sequences): Promise<boolean> {
  let hasChanged = false
  for (let beginning = 0; beginning < MAX_BEGINNINGS; beginning += 1) {
    let page = await copy.read(null, after)
    while (page !== 'stale') {
      if (!page) return hasChanged
      if (await takeBack(database, page.changes)) hasChanged = true
      if (!page.next) return hasChanged
      page = await copy.read(page.next, after)
    }
  }
  throw new Error('the archive does not hold still')
}

/** In one transaction. True when a row was changed. */
export async function takeBack(database: EaselDatabase, changes: readonly ArchiveChange[]): Promise<boolean> {
  if (changes.length === 0) return false
  if (changes.some(({ schema }) => schema > database.verno)) throw new DataError('newer')
  return database.transaction('rw', [...ARCHIVE_TABLES], async () => {
    database.writeNumbers.keepIn(Dexie.currentTransaction.idbtrans)
    let hasChanged = false
    for (const table of ARCHIVE_TABLES) {
      if (await takeBackInto(database, table, changes)) hasChanged = true
    }
    return hasChanged
  })
}

async function takeBackInto(
  database: EaselDatabase,
  table: ArchiveTable,
  changes: readonly ArchiveChange[],
): Promise<boolean> {
  const newest = new Map<string, ArchiveChange>()
  for (const change of changes) {
    if (change.table === table && (newest.get(change.key)?.sequence ?? 0) <= change.sequence)
      newest.set(change.key, change)
  }
  if (newest.size === 0) return false
  const rows = database.table<AnyRow>(table)
  const candidates = [...newest.values()]
  const known = await rows.bulkGet(candidates.map(keyOf))
  const news = candidates.filter(({ sequence }, index) => (known[index]?.sequence ?? 0) < sequence)
  await rows.bulkPut(news.flatMap((change) => (change.row ? [toRow(change, change.row)] : [])))
  await rows.bulkDelete(news.filter(({ row }) => row === null).map(keyOf))
  return news.length > 0
}

/** As today's database has it, whatever version wrote it. */
function toRow({ table, schema, sequence }: ArchiveChange, row: ArchivedRow): AnyRow {
  const later = migrations.filter(({ version }) => version > schema)
  return { ...later.reduce((current, { upgradeRow }) => upgradeRow?.(table, current) ?? current, row), sequence }
}
