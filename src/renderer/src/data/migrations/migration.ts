import type { Transaction } from 'dexie'
import type { ArchivedRow, ArchiveTable } from '@shared/archive'

/**
 * One version of the database. A shipped migration is frozen: it declares the row types it means itself, so that later
 * changes elsewhere cannot change what it did.
 */
export interface Migration {
  readonly version: number
  /** Only the stores that this version adds or changes. */
  readonly stores: Readonly<Record<string, string>>
  readonly upgrade?: (transaction: Transaction) => Promise<void>
  /** What `upgrade` does to a row, for one that comes back from main's archive as an older version wrote it. */
  readonly upgradeRow?: (table: ArchiveTable, row: ArchivedRow) => ArchivedRow
}
