/**
 * Gives every written row its `sequence` in the same transaction, so that no repository can forget it, and a crash
 * leaves both the row and its number or neither. See [Note: How the two copies agree].
 */
import { highest, NO_SEQUENCES, type ArchiveTable, type Sequences } from '@shared/archive'
import type { DBCore, DBCoreMutateRequest, DBCoreTable, DBCoreTransaction, Middleware } from 'dexie'

export interface WriteNumbers {
  readonly middleware: Middleware<DBCore>
  /** Rows written in this transaction keep their own sequences. For rows from the archive. */
  keepIn(transaction: DBCoreTransaction): void
  /** From now on, all new sequences are above these, and above those of earlier calls. */
  startAbove(sequences: Sequences): void
  /**
   * Rows may be removed in this transaction. Only for `remove-rows.ts`, which records each removal for the archive.
   */
  removeIn(transaction: DBCoreTransaction): void
  /**
   * How many commits so far restored rows with their old numbers or removed rows. Other writes are visible by number.
   */
  readonly unnumberedCommits: number
  /** Calls `listener` after each commit that changed rows. Returns a function that stops it. */
  onCommit(listener: () => void): () => void
}

/**
 * Sequences are the clock in milliseconds times this, so that a burst of writes doesn't outrun it. They never decrease
 * or repeat. A plain counter would restart below the archive's after a lost database.
 */
const PER_MILLISECOND = 1_000
/** `DBCoreRangeType.Any`: the whole range. */
const ANY = 3

export function createWriteNumbers(now: () => number): WriteNumbers {
  /** The last sequence given per table, while the transaction lasts. */
  const given = new WeakMap<DBCoreTransaction, Map<string, number>>()
  const kept = new WeakSet<DBCoreTransaction>()
  const removing = new WeakSet<DBCoreTransaction>()
  let least: Sequences = NO_SEQUENCES
  const listeners = new Set<() => void>()
  let unnumberedCommits = 0

  function tell(): void {
    for (const listener of listeners) listener()
  }

  function watch(transaction: DBCoreTransaction): Map<string, number> {
    const known = given.get(transaction)
    if (known) return known
    const sequences = new Map<string, number>()
    given.set(transaction, sequences)
    // The browser's own transaction. Dexie's type only has what every store supports.
    const native = transaction as unknown as IDBTransaction
    native.addEventListener('complete', () => {
      if (kept.has(transaction) || removing.has(transaction)) unnumberedCommits += 1
      if (!kept.has(transaction)) tell()
    })
    return sequences
  }

  function numberWrites(table: DBCoreTable): DBCoreTable {
    const index = table.schema.getIndexByKeyPath('sequence')
    // A database opened at an older version doesn't have this index.
    if (!index) return table
    const any = { type: ANY, lower: undefined, upper: undefined }

    /** The last sequence in the table. While the transaction lasts, nothing else can write to it, in any window. */
    function lastIn(trans: DBCoreTransaction): Promise<number> {
      const query = { index: index!, range: any }
      return table
        .openCursor({ trans, query, reverse: true, values: false })
        .then((cursor) => (typeof cursor?.key === 'number' ? cursor.key : 0))
    }

    return {
      ...table,
      mutate(request: DBCoreMutateRequest) {
        const { trans } = request
        const sequences = watch(trans)
        if (kept.has(trans)) return table.mutate(request)
        if (request.type !== 'add' && request.type !== 'put') {
          if (removing.has(trans)) return table.mutate(request)
          // The archive couldn't learn about the deletion, which must be a mark in the row instead.
          return Promise.reject(new Error(`rows of ${table.name} are marked as deleted, not removed`))
        }
        const last = sequences.get(table.name)
        // `await` would lose Dexie's transaction.
        return (last === undefined ? lastIn(trans) : Promise.resolve(last)).then((before) => {
          let sequence = Math.max(before, least[table.name as ArchiveTable] ?? 0, now() * PER_MILLISECOND)
          const values = request.values.map((value: object) => {
            sequence += 1
            return { ...value, sequence }
          })
          sequences.set(table.name, sequence)
          return table.mutate({ ...request, values })
        })
      },
    }
  }

  return {
    middleware: {
      stack: 'dbcore',
      name: 'numberWrites',
      create: (core) => ({ ...core, table: (name) => numberWrites(core.table(name)) }),
    },
    keepIn: (transaction) => kept.add(transaction),
    startAbove: (sequences) => (least = highest(least, sequences)),
    removeIn: (transaction) => removing.add(transaction),
    get unnumberedCommits() {
      return unnumberedCommits
    },
    onCommit(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
