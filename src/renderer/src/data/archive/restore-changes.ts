/** Restores rows from the archive into the database. */
import { Dexie, type Table } from 'dexie'
import {
  ARCHIVE_TABLES,
  type ArchiveChange,
  type ArchivedRow,
  type ArchivePage,
  type ArchiveSelection,
  type ArchiveTable,
  type Sequences,
} from '@shared/archive'
import type { EaselDatabase } from '../database'
import { migrations } from '../migrations'
import { DataError } from '../problem'
import { getRowKey, type AnyRow, type ArchiveCopy, type RowKey } from './archive-copy'
import { getRemovalKey, REMOVING_STORES } from './remove-rows'

/** Main rarely replaces its files. More restarts in a row mean that something is wrong. */
const MAX_BEGINNINGS = 5

/** The result of one page of the archive. */
export interface TakenBack {
  readonly hasChanged: boolean
  /** The number of changes that were read. */
  readonly count: number
  /** See `ArchivePage`. */
  readonly progress: number
}

/**
 * Restores every change above `after` (called for each page) that the database lacks, page by page. Newer rows of the
 * database stay. Rejects with a `DataError` if the archive has rows of a newer Easel.
 */
export async function* restoreAll(
  database: EaselDatabase,
  copy: ArchiveCopy,
  after: () => Sequences,
): AsyncGenerator<TakenBack, void, void> {
  for (let beginning = 0; beginning < MAX_BEGINNINGS; beginning += 1) {
    let page = await copy.read(null, after())
    let writing: Promise<TakenBack> | undefined
    while (page !== 'stale') {
      if (!page) return
      // Reads the next page while the database is still writing the previous one.
      const next = page.next && copy.read(page.next, after())
      const before = writing
      writing = writePage(database, page)
      for (const promise of [next, writing]) promise?.catch(() => undefined)
      if (before) yield await before
      if (!next) return yield await writing
      page = await next
    }
    if (writing) yield await writing
  }
  throw archiveKeepsChanging()
}

async function writePage(
  database: EaselDatabase,
  { changes, progress }: Exclude<ArchivePage, 'stale'>,
): Promise<TakenBack> {
  return { hasChanged: await restoreChanges(database, changes), count: changes.length, progress }
}

/** Reads the newest change of each selected row, all at once: a selection is small, or a single chat. */
export async function readSelected(
  copy: ArchiveCopy,
  after: Sequences,
  only: ArchiveSelection,
): Promise<readonly ArchiveChange[]> {
  for (let beginning = 0; beginning < MAX_BEGINNINGS; beginning += 1) {
    const newest = new Map<string, ArchiveChange>()
    let page = await copy.read(null, after, only)
    while (page !== 'stale') {
      for (const change of page?.changes ?? []) keepNewest(newest, `${change.table}/${change.key}`, change)
      if (!page?.next) return [...newest.values()]
      page = await copy.read(page.next, after, only)
    }
  }
  throw archiveKeepsChanging()
}

function archiveKeepsChanging(): Error {
  return new Error('the archive does not hold still')
}

function keepNewest(newest: Map<string, ArchiveChange>, key: string, change: ArchiveChange): void {
  if ((newest.get(key)?.sequence ?? 0) <= change.sequence) newest.set(key, change)
}

/** Applies changes in one transaction. Returns whether a row changed. */
export async function restoreChanges(database: EaselDatabase, changes: readonly ArchiveChange[]): Promise<boolean> {
  if (changes.length === 0) return false
  if (changes.some(({ schema }) => schema > database.verno)) throw new DataError('newer')
  return database.transaction('rw', [...REMOVING_STORES], async () => {
    database.writeNumbers.keepIn(Dexie.currentTransaction.idbtrans)
    const changed = await Promise.all(ARCHIVE_TABLES.map((table) => restoreInto(database, table, changes)))
    return changed.includes(true)
  })
}

async function restoreInto(
  database: EaselDatabase,
  table: ArchiveTable,
  changes: readonly ArchiveChange[],
): Promise<boolean> {
  const newest = new Map<string, ArchiveChange>()
  for (const change of changes) {
    if (change.table === table) keepNewest(newest, change.key, change)
  }
  const current = await withoutRemoved(database, [...newest.values()])
  if (current.length === 0) return false
  const rows = database.table<AnyRow, RowKey>(table)
  const candidates = await addMissing(rows, current)
  if (candidates.length === 0) return true
  const known = await rows.bulkGet(candidates.map(getRowKey))
  const news = candidates.filter(({ sequence }, index) => (known[index]?.sequence ?? 0) < sequence)
  await rows.bulkPut(news.flatMap((change) => (change.row ? [toRow(change, change.row)] : [])))
  const removed = news.filter(({ row }) => row === null)
  await rows.bulkDelete(removed.map(getRowKey))
  await database.removals.bulkPut(
    removed.map(({ key, sequence }) => ({ key: getRemovalKey(table, key), table, rowKey: key, sequence })),
  )
  return news.length > 0 || candidates.length < current.length
}

/** Filters out changes of rows that were removed later, in whatever order they are read, and known removals. */
async function withoutRemoved(
  database: EaselDatabase,
  changes: readonly ArchiveChange[],
): Promise<readonly ArchiveChange[]> {
  // Usually nothing was ever removed.
  if (changes.length === 0 || !(await database.removals.toCollection().first())) return changes
  const removals = await database.removals.bulkGet(changes.map(({ table, key }) => getRemovalKey(table, key)))
  return changes.filter(({ sequence }, index) => (removals[index]?.sequence ?? 0) < sequence)
}

/**
 * Adds the missing rows and returns the changes of rows that exist. Most rows are missing, and adding one reveals
 * whether it exists: reading first would take a third longer.
 */
async function addMissing(
  rows: Table<AnyRow, RowKey>,
  changes: readonly ArchiveChange[],
): Promise<readonly ArchiveChange[]> {
  const living = changes.filter(({ row }) => row !== null)
  const deleted = changes.filter(({ row }) => row === null)
  try {
    await rows.bulkAdd(living.map((change) => toRow(change, change.row ?? {})))
    return deleted
  } catch (error) {
    if (!(error instanceof Dexie.BulkError)) throw error
    const there = Object.keys(error.failuresByPos).map(Number)
    return [...deleted, ...there.flatMap((position) => living[position] ?? [])]
  }
}

/** Converts a row of any version to the current format. */
export function toRow({ table, schema, sequence }: ArchiveChange, row: ArchivedRow): AnyRow {
  const later = migrations.filter(({ version }) => version > schema)
  return { ...later.reduce((current, { upgradeRow }) => upgradeRow?.(table, current) ?? current, row), sequence }
}
