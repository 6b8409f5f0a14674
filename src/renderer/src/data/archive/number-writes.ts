/**
 * Gives every row that is written its `sequence`, in the transaction that writes it, whoever writes it: no repository can
 * forget to, and a crash leaves both the row and its number or neither. See [Note: How the two copies agree].
 */
import type { Sequences } from '@shared/archive'
import type { DBCore, DBCoreMutateRequest, DBCoreTable, DBCoreTransaction, Middleware } from 'dexie'

export interface WriteNumbers {
  readonly middleware: Middleware<DBCore>
  /** Rows written in this transaction keep the sequences that they bring: for what comes from the archive. */
  keepIn(transaction: DBCoreTransaction): void
  /** From now on no row gets a sequence that is not above these. */
  startAbove(sequences: Sequences): void
  /** Hears of each commit that changed rows. Returns how to stop. */
  onCommit(listener: () => void): () => void
}

/**
 * Sequences follow the clock (times this, so that a burst of writes does not outrun it), but never go back and never
 * repeat. A counter alone would start again below the archive's after the database was lost.
 */
const PER_MILLISECOND = 1_000
/** Of a range, `DBCoreRangeType.Any`: everything. */
const ANY = 3

export function createWriteNumbers(now: () => number): WriteNumbers {
  /** The last sequence given per table, for as long as the transaction lasts. */
  const given = new WeakMap<DBCoreTransaction, Map<string, number>>()
  const kept = new WeakSet<DBCoreTransaction>()
  let least: Readonly<Record<string, number>> = {}
  const listeners = new Set<() => void>()

  function tell(): void {
    for (const listener of listeners) listener()
  }

  function watch(transaction: DBCoreTransaction): Map<string, number> {
    const known = given.get(transaction)
    if (known) return known
    const sequences = new Map<string, number>()
    given.set(transaction, sequences)
    // Underneath it is the browser's own transaction, of which Dexie's type shows only what every store could do.
    const native = transaction as unknown as IDBTransaction
    native.addEventListener('complete', () => {
      if (!kept.has(transaction)) tell()
    })
    return sequences
  }

  function numberWrites(table: DBCoreTable): DBCoreTable {
    const index = table.schema.getIndexByKeyPath('sequence')
    // A database that is opened at an older version has none.
    if (!index) return table
    const any = { type: ANY, lower: undefined, upper: undefined }

    /** Of the whole table. Nobody else can write to it while the transaction lasts, in no window. */
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
          // It would leave nothing from which the archive could learn of it. A deletion is a mark in the row.
          return Promise.reject(new Error(`rows of ${table.name} are marked as deleted, not removed`))
        }
        const last = sequences.get(table.name)
        // Not `await`: Dexie's transaction would be lost on the way.
        return (last === undefined ? lastIn(trans) : Promise.resolve(last)).then((before) => {
          let sequence = Math.max(before, least[table.name] ?? 0, now() * PER_MILLISECOND)
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
    startAbove: (sequences) => (least = sequences),
    onCommit(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
