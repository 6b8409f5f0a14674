import type { Transaction } from 'dexie'

/**
 * One version of the database. A shipped migration is frozen: it declares the row types it means itself, so that later
 * changes elsewhere cannot change what it did.
 */
export interface Migration {
  readonly version: number
  /** Only the stores that this version adds or changes. */
  readonly stores: Readonly<Record<string, string>>
  readonly upgrade?: (transaction: Transaction) => Promise<void>
}
