/**
 * Reads the page's database through the browser's own API: what is stored, independent of how the app interprets it.
 */
import type { Page } from '@playwright/test'

export type Row = Readonly<Record<string, unknown>>

/** Returns all rows of a store in the `easel` database. */
export function readRows(page: Page, store: string): Promise<Row[]> {
  return page.evaluate(async (storeName) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('easel')
      opening.onsuccess = () => resolve(opening.result)
      opening.onerror = () => reject(opening.error)
    })
    try {
      return await new Promise<Row[]>((resolve, reject) => {
        const reading = database.transaction(storeName).objectStore(storeName).getAll()
        reading.onsuccess = () => resolve(reading.result as Row[])
        reading.onerror = () => reject(reading.error)
      })
    } finally {
      database.close()
    }
  }, store)
}

/** Returns the places where a row of any store contains bytes, or text that looks like an encoded image. */
export function findBytesInRows(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const found: string[] = []
    const visit = (value: unknown, path: string): void => {
      if (value instanceof Blob || value instanceof ArrayBuffer || ArrayBuffer.isView(value)) found.push(path)
      else if (typeof value === 'string') {
        if (/^data:|^blob:/.test(value) || /[A-Za-z0-9+/=]{300}/.test(value)) found.push(path)
      } else if (value !== null && typeof value === 'object') {
        for (const [key, member] of Object.entries(value)) visit(member, `${path}.${key}`)
      }
    }
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('easel')
      opening.onsuccess = () => resolve(opening.result)
      opening.onerror = () => reject(opening.error)
    })
    for (const name of database.objectStoreNames) {
      const rows = await new Promise<unknown[]>((resolve, reject) => {
        const reading = database.transaction(name).objectStore(name).getAll()
        reading.onsuccess = () => resolve(reading.result)
        reading.onerror = () => reject(reading.error)
      })
      visit(rows, name)
    }
    database.close()
    return found
  })
}

/**
 * Keeps the database busy until the page is about to unload: what is written now waits, as on a slow disk or a busy
 * computer, and is only stored if the page is given the time for it.
 */
export async function holdWrites(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('easel')
      opening.onsuccess = () => resolve(opening.result)
      opening.onerror = () => reject(opening.error)
    })
    const store = database.transaction([...database.objectStoreNames], 'readwrite').objectStore('chats')
    let isLeaving = false
    window.addEventListener('pagehide', () => (isLeaving = true))
    await new Promise<void>((resolve) => {
      const goOn = (): void => {
        resolve()
        if (isLeaving) database.close()
        else store.count().addEventListener('success', goOn)
      }
      store.count().addEventListener('success', goOn)
    })
  })
}
