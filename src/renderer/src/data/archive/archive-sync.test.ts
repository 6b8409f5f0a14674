import 'fake-indexeddb/auto'
import { Dexie } from 'dexie'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ChatId, MessageId } from '@shared/ids'
import { EaselDatabase } from '../database'
import { aChat, aQuestion, fill, Page } from '../../../../../tests/support/page/archived-page'
import { FakeArchive } from '../../../../../tests/support/page/fake-archive'
import { Marks } from './marks'

test('P: a deleted database comes back with the same rows, including tombstones and drafts', async () => {
  const page = await new Page().open()
  await fill(page)
  await page.data.archived()
  const before = await page.rows()
  await page.wipe()

  await page.open()
  expect(await page.rows()).toEqual(before)
  expect(before['chats']).toHaveLength(2)
})

test('rows that were not sent before a crash are sent at the next start', async () => {
  const page = await new Page().open()
  await fill(page)
  page.crash()
  expect(page.archive.changes).toEqual([])

  await page.open()
  await page.elapse()
  const before = await page.rows()
  await page.wipe()
  await page.open()
  expect(await page.rows()).toEqual(before)
})

test('only changes are sent', async () => {
  const page = await new Page().open()
  await fill(page)
  await page.data.archived()
  page.crash()
  await page.open()
  await page.elapse()
  const sent = page.archive.changes.length

  await page.database.chats.update('c' as ChatId, { title: 'Another' })
  await page.data.archived()
  expect(page.archive.changes.slice(sent)).toMatchObject([{ table: 'chats', key: 'c', row: { title: 'Another' } }])
})

test('writes are collected, and nothing is sent while they continue', async () => {
  const page = await new Page().open()
  await page.elapse()
  const { requests } = page.archive
  for (const id of ['a', 'b', 'c']) await page.database.chats.put(aChat(id))
  expect(page.archive.requests).toBe(requests)
  await page.elapse()
  expect(page.archive.appends).toBe(1)
  expect(page.archive.changes).toHaveLength(3)
})

test('a commit is sent when asked for, whether its event has arrived or not', async () => {
  const page = new Page()
  const database = new EaselDatabase(page.name)
  Object.assign(database.writeNumbers, { onCommit: () => () => undefined })
  await page.open(database)
  await page.elapse()
  await fill(page)
  await page.data.archived()
  expect(page.archive.changes).toHaveLength(6)
})

test('a write that is rolled back is not sent', async () => {
  const page = await new Page().open()
  await page.elapse()
  const failing = page.database.transaction('rw', page.database.chats, async () => {
    await page.database.chats.put(aChat('c'))
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  await page.data.archived()
  expect(page.archive.changes).toEqual([])
})

test('a database older than the archive gets the missing rows before it is used', async () => {
  const page = await new Page().open()
  await fill(page)
  await page.data.archived()
  const sequence = page.archive.changes.length * 1e15
  page.archive.changes.push({ table: 'messages', key: 's', sequence, schema: 2, row: { ...aQuestion('s') } })
  page.crash()

  await page.open()
  expect(await page.database.messages.get('s' as MessageId)).toEqual({ ...aQuestion('s'), sequence })
})

test('newer rows of the database are not overwritten', async () => {
  const page = await new Page().open()
  await page.database.chats.put(aChat('c', { title: 'old' }))
  await page.data.archived()
  await page.database.chats.put(aChat('c', { title: 'new' }))
  page.archive.changes.push({ table: 'messages', key: 's', sequence: 8e15, schema: 2, row: { ...aQuestion('s') } })
  page.crash()

  await page.open()
  expect(await page.database.chats.get('c' as ChatId)).toMatchObject({ title: 'new' })
  await page.elapse()
  expect(page.archive.changes.at(-1)).toMatchObject({ key: 'c', row: { title: 'new' } })
})

test('rows deleted in the archive are deleted here', async () => {
  const page = await new Page().open()
  await fill(page)
  await page.data.archived()
  page.archive.changes.push({ table: 'messageAttachments', key: 'q/a:0', sequence: 8e15, schema: 2, row: null })
  page.crash()
  await page.open()
  expect(await page.database.messageAttachments.count()).toBe(0)
})

test('removing a row is refused, because the archive could not learn of it', async () => {
  const page = await new Page().open()
  await fill(page)
  await expect(page.database.chats.delete('c' as ChatId)).rejects.toThrow('marked as deleted')
  await expect(page.database.messages.clear()).rejects.toThrow('marked as deleted')
  expect(await page.database.chats.count()).toBe(2)
})

test('an archive that cannot be reached blocks nothing, and gets everything later', async () => {
  const page = new Page()
  page.archive.isReachable = false
  await page.open()
  await fill(page)
  await page.elapse()
  await page.data.archived()
  expect(page.archive.changes).toEqual([])

  page.archive.isReachable = true
  await page.elapse()
  const before = await page.rows()
  await page.wipe()
  await page.open()
  expect(await page.rows()).toEqual(before)
})

test('rows that could not be restored at the start are restored later and announced', async () => {
  const page = await new Page().open()
  await fill(page)
  await page.data.archived()
  const before = await page.rows()
  await page.wipe()
  page.archive.isReachable = false
  await page.open()
  await page.database.chats.put(aChat('e'))
  page.crash()

  await page.open()
  expect(await page.database.chats.count()).toBe(1)
  page.archive.isReachable = true
  await page.elapse()
  expect(page.restored).toBe(1)
  const after = await page.rows()
  expect(after['chats']).toHaveLength(3)
  expect(after['messages']).toEqual(before['messages'])
  expect(page.archive.changes.some(({ key }) => key === 'e')).toBe(true)
})

test('an interrupted rebuild starts again, although the newest row was already back', async () => {
  const page = await new Page().open()
  await fill(page)
  await page.data.archived()
  page.archive.changes.reverse()
  const before = await page.rows()
  await page.wipe()

  page.archive.failRead(2)
  await page.open()
  expect(await page.rows()).not.toEqual(before)
  page.crash()
  await page.open()
  expect(await page.rows()).toEqual(before)
})

test('also when the app was killed in the middle of it', async () => {
  const page = await new Page().open()
  await fill(page)
  await page.data.archived()
  page.archive.changes.reverse()
  const before = await page.rows()
  page.crash()
  // The mark of the agreement still exists. Only this database is lost.
  await Dexie.delete(page.name)

  const half = new Page(page.archive, page.name)
  const read = page.archive.read.bind(page.archive)
  const isHalfDone = new Promise<void>((resolve) => {
    page.archive.read = (cursor, after) => {
      if (!cursor) return read(cursor, after)
      resolve()
      return new Promise(() => undefined)
    }
  })
  void half.open()
  await isHalfDone
  half.database.close()

  page.archive.read = read
  await page.open()
  expect(await page.rows()).toEqual(before)
})

test('a database older than an archive that cannot be reached gets the missing rows later', async () => {
  const page = await new Page().open()
  await fill(page)
  await page.data.archived()
  const sequence = 1 + Math.max(...page.archive.changes.map((change) => change.sequence))
  page.archive.changes.push({ table: 'messages', key: 's', sequence, schema: 2, row: { ...aQuestion('s') } })
  page.crash()
  page.archive.isReachable = false
  await page.open()
  await page.database.messages.put(aQuestion('t'))
  page.crash()

  page.archive.isReachable = true
  await page.open()
  expect(await page.database.messages.get('s' as MessageId)).toEqual({ ...aQuestion('s'), sequence })
})

test('rows written while others are missing count as newer', async () => {
  const page = await new Page().open()
  await fill(page)
  for (const title of ['one', 'two', 'three']) await page.database.chats.put(aChat('c', { title }))
  await page.data.archived()
  await page.wipe()
  page.archive.isReachable = false
  await page.open()
  await page.database.chats.put(aChat('c', { title: 'renamed meanwhile' }))
  page.crash()

  page.archive.isReachable = true
  await page.open()
  await page.elapse()
  expect(await page.database.chats.get('c' as ChatId)).toMatchObject({ title: 'renamed meanwhile' })
  expect(await page.database.chats.count()).toBe(2)
})

test('comparing everything does not bring back older rows', async () => {
  const page = await new Page().open()
  await page.database.chats.bulkPut([aChat('c', { title: 'old' }), aChat('d')])
  await page.data.archived()
  page.archive.loseChange(page.archive.changes.findIndex(({ key }) => key === 'd'))
  await page.database.chats.put(aChat('c', { title: 'new' }))
  page.crash()

  await page.open()
  await page.elapse()
  expect(await page.database.chats.get('c' as ChatId)).toMatchObject({ title: 'new' })
})

const MANY = Array.from({ length: 600 }, (_, index) => aChat(`c${String(index).padStart(3, '0')}`))

test('changes are sent oldest first, so that a kill in between leaves no gap', async () => {
  const page = await new Page().open()
  page.archive.pageSize = 1_000
  await page.elapse()
  await page.database.chats.bulkPut(MANY)
  const append = page.archive.append.bind(page.archive)
  page.archive.append = async (changes) => {
    const state = await append(changes)
    page.archive.isReachable = false
    return state
  }
  await page.data.archived()
  page.crash()

  page.archive.append = append
  page.archive.isReachable = true
  await page.open()
  await page.elapse()
  await comesBack(page)
})

test('rows written while everything is being sent are sent too', async () => {
  const page = new Page()
  page.archive.pageSize = 1_000
  const database = new EaselDatabase(page.name)
  await database.open()
  await database.chats.bulkPut(MANY)
  const append = page.archive.append.bind(page.archive)
  page.archive.append = async (changes) => {
    page.archive.append = append
    // The first row has been read already. The last one hasn't, and has the higher number.
    await page.database.chats.bulkPut([aChat('c000', { title: 'renamed' }), aChat('c599', { title: 'renamed' })])
    return append(changes)
  }
  database.close()
  await page.open()
  await page.elapse()
  expect(await page.database.chats.get('c000' as ChatId)).toMatchObject({ title: 'renamed' })
  await comesBack(page)
})

test('a compaction in the middle of a rebuild loses nothing', async () => {
  const page = await new Page().open()
  await fill(page)
  await page.data.archived()
  const before = await page.rows()
  await page.wipe()
  const read = page.archive.read.bind(page.archive)
  let reads = 0
  page.archive.read = (cursor, after) => {
    reads += 1
    if (reads === 2) page.archive.replaceFiles()
    return read(cursor, after)
  }
  await page.open()
  expect(await page.rows()).toEqual(before)
})

test('E07: a chat whose own line was lost still shows its messages after a rebuild', async () => {
  const page = await new Page().open()
  await fill(page)
  await page.data.archived()
  await page.wipe()
  page.archive.loseChange(page.archive.changes.findIndex(({ key }) => key === 'c'))
  await page.open()
  expect(await page.database.chats.get('c' as ChatId)).toMatchObject({ title: 'q', createdAt: 1 })
  expect(await page.database.messages.count()).toBe(2)
})

test('an archive that lost a line gets it again', async () => {
  const page = await new Page().open()
  await fill(page)
  await page.data.archived()
  page.archive.loseChange(2)
  page.crash()

  await page.open()
  await page.elapse()
  const before = await page.rows()
  await page.wipe()
  await page.open()
  expect(await page.rows()).toEqual(before)
})

test('also when it notices during a session', async () => {
  const page = await new Page().open()
  await fill(page)
  await page.data.archived()
  page.archive.loseChange(2)
  await page.database.chats.put(aChat('e'))
  await page.elapse()
  await page.elapse()
  const before = await page.rows()
  await page.wipe()
  await page.open()
  expect(await page.rows()).toEqual(before)
})

test('a deleted archive is created again', async () => {
  const page = await new Page().open()
  await fill(page)
  await page.data.archived()
  const before = await page.rows()
  page.crash()

  const again = await new Page(new FakeArchive(), page.name).open()
  again.archive.loseChange(0)
  await again.elapse()
  await again.wipe()
  await again.open()
  expect(await again.rows()).toEqual(before)
})

test('E07: a line that main found damaged between writes is sent again before anything else is lost', async () => {
  const page = await new Page().open()
  await fill(page)
  await page.elapse()
  const before = await page.rows()

  page.archive.loseChange(2)
  await page.elapse()
  await page.elapse()
  await page.wipe()

  await page.open()
  expect(await page.rows()).toEqual(before)
})

test('E13: an archive of a newer Easel is left alone', async () => {
  const page = new Page()
  page.archive.isNewer = true
  await page.open()
  await fill(page)
  await page.elapse()
  await page.data.archived()
  expect(page.archive.changes).toEqual([])
  expect(page.timers.size).toBe(0)
})

test('E13: rows of a newer Easel are refused as a whole', async () => {
  const page = new Page()
  page.archive.changes.push({ table: 'chats', key: 'c', sequence: 1, schema: 99, row: { id: 'c', shape: 'new' } })
  await expect(page.open()).rejects.toMatchObject({ problem: 'newer' })
  expect(page.database.isOpen()).toBe(false)
})

test('sequences never repeat and never go back, even when the clock does', async () => {
  const page = await new Page().open()
  await page.database.chats.bulkPut([aChat('c'), aChat('d')])
  const ahead = 5e15
  page.archive.changes.push({ table: 'chats', key: 'e', sequence: ahead, schema: 2, row: { ...aChat('e') } })
  page.crash()
  await page.open()
  await page.database.chats.put(aChat('f'))
  const sequences = (await page.database.chats.orderBy('sequence').toArray()).map(({ id, sequence }) => [id, sequence])
  expect(sequences.slice(2)).toEqual([
    ['e', ahead],
    ['f', ahead + 1],
  ])
})

test('a lost mark costs one comparison and nothing else', async () => {
  const page = await new Page().open()
  await fill(page)
  await page.data.archived()
  const before = await page.rows()
  page.crash()
  await Dexie.delete(`${page.name}-sync`)
  await page.open()
  await page.elapse()
  expect(await page.rows()).toEqual(before)
  const marks = new Marks(`${page.name}-sync`)
  expect(await marks.archive()).toMatchObject({ isWhole: true, identity: 'identity-1' })
  marks.close()
})

async function comesBack(page: Page): Promise<void> {
  const before = await page.rows()
  await page.wipe()
  await page.open()
  expect(await page.rows()).toEqual(before)
}

type Step = (page: Page) => Promise<void>

const steps = {
  elapse: (page: Page) => page.elapse(),
  unreachable: async ({ archive }: Page) => void (archive.isReachable = false),
  reachable: async ({ archive }: Page) => void (archive.isReachable = true),
  loseLine: async ({ archive }: Page) => archive.loseChange(3),
  failRead: async ({ archive }: Page) => archive.failRead(2),
  compact: async ({ archive }: Page) => archive.replaceFiles(),
  crash: async (page: Page) => {
    page.crash()
    await page.open()
  },
  wipe: async (page: Page) => {
    page.archive.isReachable = true
    page.archive.failRead(0)
    await page.elapse()
    await page.elapse()
    await comesBack(page)
  },
}

function aWrite(key: number, text: string): Step {
  return async ({ database }) => {
    const { chats, messages } = database
    await database.transaction('rw', chats, messages, async () => {
      const chat = aChat(`c${key % 3}`, { draft: text })
      await messages.put({ ...aQuestion(`m${key}`, text), chatId: chat.id })
      await chats.put(chat)
    })
  }
}

test('P: whatever happened before, the last write is what comes back', { timeout: 60_000 }, async () => {
  const write = fc.tuple(fc.nat(6), fc.string({ maxLength: 4 })).map(([key, text]) => ({
    name: `write m${key} ${text}`,
    run: aWrite(key, text),
  }))
  const other = fc.constantFrom(
    ...Object.entries(steps).map(([name, run]): { name: string; run: Step } => ({ name, run })),
  )
  const history = fc.array(fc.oneof(write, other), { maxLength: 25 })
  await fc.assert(
    fc.asyncProperty(history, async (all) => {
      const page = await new Page().open()
      for (const { run } of all) await run(page)
      page.crash()
      await page.open()
      await steps.wipe(page)
      page.crash()
    }),
    { numRuns: 60 },
  )
})
