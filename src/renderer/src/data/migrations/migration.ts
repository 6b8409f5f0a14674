import type { Transaction } from 'dexie'
import type { ArchivedRow, ArchiveTable } from '@shared/archive'

/**
 * One version of the database. A shipped migration is frozen: it declares the row types it uses, so that later changes
 * elsewhere can't change what it does.
 */
export interface Migration {
  readonly version: number
  /** Only the stores that this version adds or changes. */
  readonly stores: Readonly<Record<string, string>>
  readonly upgrade?: (transaction: Transaction) => Promise<void>
  /** Upgrades one row as `upgrade` does, for a row of an older version from main's archive. */
  readonly upgradeRow?: (table: ArchiveTable, row: ArchivedRow) => ArchivedRow
}
