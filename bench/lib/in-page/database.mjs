// The rows of the page's databases.

/* oxlint-disable no-undef -- the browser's globals, there when it runs */

import { pageTime } from './frames.mjs'

/**
 * Counts the rows of the page's databases and the image bytes in them: bytes, or texts too long to be anything else.
 */
export async function databaseRows(longestText) {
  const weigh = (value) => {
    if (typeof value === 'string') return value.length > longestText ? value.length : 0
    if (value === null || typeof value !== 'object') return 0
    if (value instanceof Blob) return value.size
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return value.byteLength
    return Object.values(value).reduce((sum, member) => sum + weigh(member), 0)
  }
  const settle = (request) =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result))
      request.addEventListener('error', () => reject(request.error))
    })
  const found = { count: 0, imageBytes: 0 }
  for (const { name } of await indexedDB.databases()) {
    const database = await settle(indexedDB.open(name))
    for (const store of database.objectStoreNames) {
      const rows = await settle(database.transaction(store).objectStore(store).getAll())
      found.count += rows.length
      found.imageBytes += rows.reduce((sum, row) => sum + weigh(row), 0)
    }
    database.close()
  }
  return found
}

/** Resolves once the page's database has every row of main's archive. Polls rarely, so that polling costs nothing. */
export async function databaseWhole(patienceMs) {
  const settle = (request) =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result))
      request.addEventListener('error', () => reject(request.error))
    })
  const isWhole = async () => {
    const known = await indexedDB.databases()
    if (!known.some(({ name }) => name === 'easel-sync')) return false
    const database = await settle(indexedDB.open('easel-sync'))
    const hasMarks = database.objectStoreNames.contains('marks')
    const mark = hasMarks && (await settle(database.transaction('marks').objectStore('marks').get('archive')))
    database.close()
    return Boolean(mark?.isWhole)
  }
  const deadline = pageTime() + patienceMs
  while (pageTime() < deadline) {
    if (await isWhole()) return pageTime()
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`the database was not whole within ${patienceMs / 1_000} s`)
}

/** Counts the rows in each store of the page's database. */
export async function rowCounts() {
  const settle = (request) =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result))
      request.addEventListener('error', () => reject(request.error))
    })
  const database = await settle(indexedDB.open('easel'))
  const counts = {}
  for (const store of database.objectStoreNames) {
    counts[store] = await settle(database.transaction(store).objectStore(store).count())
  }
  database.close()
  return counts
}
