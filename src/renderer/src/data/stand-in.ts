/**
 * A database in memory, used while the browser's own doesn't work. It has the same schema and is filled from main's
 * archive, which stores its writes. Loaded only when needed.
 */
import { Marks } from './archive/marks'
import { DATABASE_NAME, EaselDatabase } from './database'

export interface StandIn {
  readonly database: EaselDatabase
  readonly marks: Marks
}

/** A separate name, because Dexie caches some things by name. */
const NAME = `${DATABASE_NAME}-in-memory`

export async function createStandIn(): Promise<StandIn> {
  const { IDBFactory, IDBKeyRange } = await import('fake-indexeddb')
  const engine = { indexedDB: new IDBFactory(), IDBKeyRange }
  const database = new EaselDatabase(NAME, Number.POSITIVE_INFINITY, engine)
  await database.open()
  return { database, marks: new Marks(`${NAME}-sync`, engine) }
}
