/**
 * Updates the index from the rows of the database, by the numbers of their writes. Uses the browser's own API: it runs
 * in a worker, where Dexie would be another library to load, and must never change or upgrade anything.
 */
import type { AttachmentRow, ChatRow, MessageRow } from '../rows'
import type { SearchIndex } from './search-index'

/** The last write of each store that is in the index. */
export interface ReadUpTo {
  messages: number
  attachments: number
  chats: number
}

/** Rows read at once: few enough that writes of the page don't wait long. */
const STRIDE = 1_000

export const NOTHING_READ: Readonly<ReadUpTo> = { messages: 0, attachments: 0, chats: 0 }

/**
 * Opens an existing database. Rejects if there is none; closes when another connection wants to change or delete it.
 */
export function openForReading(name: string, engine: IDBFactory = indexedDB): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = engine.open(name)
    // Opening a missing database would create it.
    request.onupgradeneeded = () => request.transaction?.abort()
    request.onerror = () => reject(request.error ?? new Error('not there'))
    request.onblocked = () => reject(new Error('blocked'))
    request.onsuccess = () => {
      const database = request.result
      database.onversionchange = () => database.close()
      resolve(database)
    }
  })
}

/** Adds what was written since, except for rows restored with old numbers. */
export async function readRows(database: IDBDatabase, index: SearchIndex, upTo: ReadUpTo): Promise<void> {
  await readStore<ChatRow>(database, 'chats', upTo, (rows) => index.putChats(rows))
  await readStore<MessageRow>(database, 'messages', upTo, (rows) => index.putMessages(rows))
  await readStore<AttachmentRow>(database, 'attachments', upTo, (rows) => index.putAttachments(rows))
}

/** Whether the index has as many messages as the database. */
export async function hasEveryMessage(database: IDBDatabase, index: SearchIndex): Promise<boolean> {
  return (await count(database, 'messages')) === index.size
}

async function readStore<Row extends { readonly sequence?: number }>(
  database: IDBDatabase,
  name: keyof ReadUpTo,
  upTo: ReadUpTo,
  put: (rows: readonly Row[]) => void,
): Promise<void> {
  for (;;) {
    const store = database.transaction(name, 'readonly').objectStore(name)
    const newer = IDBKeyRange.lowerBound(upTo[name], true)
    const rows = (await settle(store.index('sequence').getAll(newer, STRIDE))) as readonly Row[]
    put(rows)
    upTo[name] = rows.at(-1)?.sequence ?? upTo[name]
    if (rows.length < STRIDE) return
  }
}

function count(database: IDBDatabase, name: string): Promise<number> {
  return settle(database.transaction(name, 'readonly').objectStore(name).count())
}

function settle<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('not read'))
  })
}
