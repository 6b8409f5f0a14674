/** From the archive into the database. */
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
import { keyOf, type AnyRow, type ArchiveCopy, type RowKey } from './archive-copy'

/** Main replaces its files rarely; more often than this in one go means that something is wrong. */
const MAX_BEGINNINGS = 5

/** What a page of the archive has brought. */
export interface TakenBack {
  readonly hasChanged: boolean
  /** Changes that were looked at. */
  readonly count: number
  /** See `ArchivePage`. */
  readonly progress: number
}

/**
 * Brings back every change above `after` (asked anew for each page) that the database does not have, page by page; what it
 * has that is newer stays. Rejects with a `DataError` when the archive holds rows of a later Easel.
 */
export async function* takeBackAll(
  database: EaselDatabase,
  copy: ArchiveCopy,
  after: () => Sequences,
): AsyncGenerator<TakenBack, void, void> {
  for (let beginning = 0; beginning < MAX_BEGINNINGS; beginning += 1) {
    let page = await copy.read(null, after())
    let writing: Promise<TakenBack> | undefined
    while (page !== 'stale') {
      if (!page) return
      // Main reads a page while the database still writes those before: nobody waits for nobody.
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
  throw restless()
}

async function writePage(
  database: EaselDatabase,
  { changes, progress }: Exclude<ArchivePage, 'stale'>,
): Promise<TakenBack> {
  return { hasChanged: await takeBack(database, changes), count: changes.length, progress }
}

/** What is wanted before the rest, the newest change of each row. All of it at once: it is small, or it is one chat. */
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
  throw restless()
}

function restless(): Error {
  return new Error('the archive does not hold still')
}

function keepNewest(newest: Map<string, ArchiveChange>, key: string, change: ArchiveChange): void {
  if ((newest.get(key)?.sequence ?? 0) <= change.sequence) newest.set(key, change)
}

/** In one transaction. True when a row was changed. */
export async function takeBack(database: EaselDatabase, changes: readonly ArchiveChange[]): Promise<boolean> {
  if (changes.length === 0) return false
  if (changes.some(({ schema }) => schema > database.verno)) throw new DataError('newer')
  return database.transaction('rw', [...ARCHIVE_TABLES], async () => {
    database.writeNumbers.keepIn(Dexie.currentTransaction.idbtrans)
    const changed = await Promise.all(ARCHIVE_TABLES.map((table) => takeBackInto(database, table, changes)))
    return changed.includes(true)
  })
}

async function takeBackInto(
  database: EaselDatabase,
  table: ArchiveTable,
  changes: readonly ArchiveChange[],
): Promise<boolean> {
  const newest = new Map<string, ArchiveChange>()
  for (const change of changes) {
    if (change.table === table) keepNewest(newest, change.key, change)
  }
  if (newest.size === 0) return false
  const rows = database.table<AnyRow, RowKey>(table)
  const candidates = await addMissing(rows, [...newest.values()])
  if (candidates.length === 0) return true
  const known = await rows.bulkGet(candidates.map(keyOf))
  const news = candidates.filter(({ sequence }, index) => (known[index]?.sequence ?? 0) < sequence)
  await rows.bulkPut(news.flatMap((change) => (change.row ? [toRow(change, change.row)] : [])))
  await rows.bulkDelete(news.filter(({ row }) => row === null).map(keyOf))
  return news.length > 0 || candidates.length < newest.size
}

/** Mostly a row is not there, and adding it tells so: looking first would take a third longer. Returns what is left. */
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

/** As today's database has it, whatever version wrote it. */
function toRow({ table, schema, sequence }: ArchiveChange, row: ArchivedRow): AnyRow {
  const later = migrations.filter(({ version }) => version > schema)
  return { ...later.reduce((current, { upgradeRow }) => upgradeRow?.(table, current) ?? current, row), sequence }
}
