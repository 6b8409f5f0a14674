import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import type { ChatId } from '@shared/ids'
import { FakeArchive } from '../../../../tests/support/page/fake-archive'
import { EaselDatabase } from './database'
import { openOrRebuild } from './rebuild'
import { DataError } from './problem'

const CHAT = { id: 'c' as ChatId, title: 'A lighthouse', createdAt: 1, updatedAt: 1, chosen: {} }

/** A profile whose database can't be opened until it's deleted. */
function aBrokenProfile(name: string, cause: Error = new Error('internal error opening backing store')) {
  const archive = new FakeArchive()
  const database = new EaselDatabase(name)
  let tries = 0
  const open = async (): Promise<EaselDatabase> => {
    tries += 1
    await database.open()
    if ((await database.chats.count()) === 0) return database
    database.close()
    throw new DataError('unavailable', { cause })
  }
  const tryAgain = (): Promise<EaselDatabase> => openOrRebuild(database, archive, open)
  return { archive, database, tryAgain, tries: () => tries }
}

async function tryTimes(count: number, tryAgain: () => Promise<EaselDatabase>): Promise<readonly unknown[]> {
  const results: unknown[] = []
  for (let index = 0; index < count; index += 1)
    results.push(
      await tryAgain().then(
        (database) => database.isOpen(),
        (error: DataError) => error.problem,
      ),
    )
  return results
}

async function fill(name: string): Promise<void> {
  const database = await new EaselDatabase(name).open()
  await database.table('chats').add(CHAT)
  database.close()
}

test('F01: a database that cannot be opened is retried, then created again', async () => {
  await fill('broken')
  const { archive, tryAgain } = aBrokenProfile('broken')
  archive.changes.push({ table: 'chats', key: 'c', sequence: 1, schema: 2, row: { ...CHAT } })
  expect(await tryTimes(5, tryAgain)).toEqual(['unavailable', 'unavailable', 'unavailable', 'unavailable', true])
})

test('nothing is deleted without an archive to rebuild from', async () => {
  await fill('broken-alone')
  const { archive, tryAgain, database } = aBrokenProfile('broken-alone')
  expect(new Set(await tryTimes(8, tryAgain))).toEqual(new Set(['unavailable']))
  archive.isReachable = false
  expect(new Set(await tryTimes(3, tryAgain))).toEqual(new Set(['unavailable']))
  await database.open()
  expect(await database.chats.count()).toBe(1)
  database.close()
})

test('nothing is deleted because of a full disk', async () => {
  await fill('full')
  const full = new Error('open failed', { cause: new DOMException('no room', 'QuotaExceededError') })
  const { archive, tryAgain } = aBrokenProfile('full', full)
  archive.changes.push({ table: 'chats', key: 'c', sequence: 1, schema: 2, row: { ...CHAT } })
  expect(new Set(await tryTimes(8, tryAgain))).toEqual(new Set(['unavailable']))
})
