import 'fake-indexeddb/auto'
import { Dexie } from 'dexie'
import { expect, test } from 'vitest'
import type { ChatId, MessageId } from '@shared/ids'
import { aChat, aQuestion, fill, Page } from '../../../../tests/support/page/archived-page'
import { EaselDatabase } from './database'

const C = 'c' as ChatId

/** This page's database, which can't be opened. */
function anUnopenable(page: Page): EaselDatabase {
  const database = new EaselDatabase(page.name)
  database.on('ready', () => Promise.reject(new Error('internal error opening backing store')))
  return database
}

test('a database that cannot be opened is replaced by one with the rows of the archive', async () => {
  const page = await new Page().open()
  await fill(page)
  await page.data.archived()
  const chats = await page.data.chats.all()
  page.crash()

  await page.open(anUnopenable(page))
  expect(page.data.standIn).toBeDefined()
  expect(await page.data.chats.all()).toEqual(chats)
  expect(await page.data.images.lookedUntil()).toBeUndefined()
  page.crash()
})

test('what a stand-in wrote wins over older rows, and rows that had not been sent reach the archive', async () => {
  const page = await new Page().open()
  await page.database.chats.bulkAdd([aChat('c'), aChat('d')])
  await page.data.archived()
  // Only the database has these.
  await page.database.chats.update('d' as ChatId, { title: 'Renamed' })
  await page.database.messages.add(aQuestion('unsent'))
  page.crash()

  await page.open(anUnopenable(page))
  await page.data.chats.patch(aChat('c'), { deletedAt: 7 })
  await page.data.chats.patch(aChat('e'), { title: 'New' })
  await page.data.archived()
  page.crash()

  for (let start = 0; start < 2; start += 1) {
    await page.open()
    await page.elapse()
    expect(page.data.standIn).toBeUndefined()
    expect(await page.data.chats.all()).toMatchObject([
      { id: 'c', deletedAt: 7 },
      { id: 'd', title: 'Renamed' },
      { id: 'e', title: 'New' },
    ])
    expect(await page.data.messages.find('unsent' as MessageId)).toBeDefined()
    // The second time, everything comes from the archive.
    await page.wipe()
  }
})

test('a kill before a stand-in has written anything changes nothing', async () => {
  const page = await new Page().open()
  await fill(page)
  await page.data.archived()
  const before = await page.rows()
  page.crash()
  await page.open(anUnopenable(page))
  page.crash()
  await page.open()
  await page.elapse()
  expect(await page.rows()).toEqual(before)
})

test('what only a stand-in has is not called archived', async () => {
  const page = new Page()
  await page.open(anUnopenable(page))
  page.archive.isReachable = false
  await page.data.chats.patch(aChat('c'), {})
  await expect(page.data.archived()).rejects.toThrow()
  page.archive.isReachable = true
  await page.elapse()
  await page.data.archived()
  expect(page.archive.changes).toMatchObject([{ key: 'c' }])
  page.crash()
})

test('what is in a database that can no longer be read is not called archived, unlike what main’s archive can’t take', async () => {
  const page = await new Page().open()
  await fill(page)
  await page.data.archived()
  page.archive.isReachable = false
  await page.database.messages.add(aQuestion('one'))
  await expect(page.data.archived()).resolves.toBeUndefined()
  // The browser may also do this.
  page.database.close()
  await expect(page.data.archived()).rejects.toThrow()
  page.crash()
})

test('without an archive there is no stand-in', async () => {
  const page = new Page()
  page.archive.isReachable = false
  await expect(page.open(anUnopenable(page))).rejects.toMatchObject({ problem: 'unavailable' })
  page.archive.isReachable = true
  page.archive.isNewer = true
  await expect(page.open(anUnopenable(page))).rejects.toMatchObject({ problem: 'unavailable' })
})

test('a database of a newer Easel gets no stand-in', async () => {
  const page = new Page()
  const later = new Dexie(page.name)
  later.version(99).stores({ chats: 'id' })
  await later.open()
  later.close()
  await expect(page.open()).rejects.toMatchObject({ problem: 'newer' })
})

test('a database that never answers is replaced, and closed if it opens later', async () => {
  const page = new Page()
  const slow = new EaselDatabase(page.name)
  let answer = (): void => undefined
  slow.on('ready', () => new Promise<void>((resolve) => (answer = resolve)))
  const opening = page.open(slow)
  // The first timer is the one for opening.
  await expect.poll(() => page.timers.size).toBe(1)
  page.timers.forEach((callback) => callback())
  await opening
  expect(page.data.standIn).toBeDefined()
  answer()
  await expect.poll(() => slow.isOpen()).toBe(false)
  expect(await page.data.standIn?.worksAgain()).toBe(true)
  page.crash()
})

test('a stand-in sends its rows while very many others are still being restored', async () => {
  const page = await new Page().open()
  await page.database.messages.bulkAdd(Array.from({ length: 1_500 }, (_, index) => aQuestion(`m${index}`)))
  await page.database.chats.add(aChat('c'))
  await page.data.archived()
  page.crash()
  page.archive.pageSize = 100
  const read = page.archive.read.bind(page.archive)
  let count = 0
  page.archive.read = (cursor, after, only) => {
    count += 1
    return !only && count > 12 ? new Promise(() => undefined) : read(cursor, after, only)
  }

  await page.open(anUnopenable(page))
  await page.data.chats.patch(aChat('c'), { title: 'Renamed' })
  await page.data.archived()
  expect(page.archive.changes.at(-1)).toMatchObject({ key: 'c', row: { title: 'Renamed' } })
  expect(await page.data.chats.find(C)).toMatchObject({ title: 'Renamed' })
  page.crash()
})
