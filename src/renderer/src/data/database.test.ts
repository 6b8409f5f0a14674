import 'fake-indexeddb/auto'
import { Dexie } from 'dexie'
import { expect, test } from 'vitest'
import type { AttachmentId, ChatId, MessageId, ObjectHash } from '@shared/ids'
import { EaselDatabase, openDatabase } from './database'
import { openData } from './index'
import { migrations } from './migrations'
import type { AssistantMessageRow, ChatRow, UserMessageRow } from './rows'

const aChat: ChatRow = { id: 'c' as ChatId, title: 'A lighthouse', createdAt: 1, updatedAt: 1, chosen: {} }

test('the database is called easel and has these stores', async () => {
  const database = await openDatabase()
  expect(database.name).toBe('easel')
  expect(
    database.tables.map(({ name, schema }) => [name, schema.primKey.src, schema.indexes.map(({ src }) => src)]),
  ).toEqual([
    ['chats', 'id', ['sequence']],
    ['messages', 'id', ['chatId', 'unsettled', 'sequence', 'preview.picture.hash', 'preview.image.hash']],
    ['attachments', 'id', ['sequence', 'hash', 'createdAt', 'deletedAt', 'referenceName']],
    ['messageAttachments', '[messageId+attachmentId]', ['messageId', 'attachmentId', 'sequence', 'role']],
    ['removals', 'key', ['[table+sequence]']],
    ['prompts', 'id', ['sequence']],
  ])
  database.close()
})

test('version 1 starts empty', async () => {
  const database = new EaselDatabase('migration-1', 1)
  await database.open()
  expect(database.verno).toBe(1)
  expect(await database.chats.count()).toBe(0)
  database.close()
})

test('version 2 gives every existing row a sequence, and changes nothing else', async () => {
  const before = new EaselDatabase('migration-2', 1)
  await before.open()
  await before.table('chats').bulkAdd([aChat, { ...aChat, id: 'd' }])
  before.close()

  const after = new EaselDatabase('migration-2', 2)
  await after.open()
  const rows = await after.chats.orderBy('sequence').toArray()
  expect(rows.map(({ sequence, ...row }) => [(sequence ?? 0) > 0, row])).toEqual([
    [true, aChat],
    [true, { ...aChat, id: 'd' }],
  ])
  expect(new Set(rows.map(({ sequence }) => sequence)).size).toBe(2)
  after.close()
})

test('version 3 leaves every row as it is, and finds what was left of answers by either name', async () => {
  const picture = { hash: 'a'.repeat(64) as ObjectHash, format: 'png', width: 1, height: 1, bytes: 1 } as const
  const answer: AssistantMessageRow = {
    id: 'm' as MessageId,
    chatId: aChat.id,
    parentId: 'q' as MessageId,
    role: 'assistant',
    kind: 'image',
    status: 'failed',
    createdAt: 1,
    model: 'demo:image',
    revision: 3,
    text: '',
    usage: { textIn: 1, imageIn: 0, imageOut: 2, textOut: 0 },
    preview: { index: 0, picture },
  }
  const before = new EaselDatabase('migration-3', 2)
  await before.open()
  await before.messages.add(answer)
  const rows = await before.messages.toArray()
  before.close()

  const data = await openData(undefined, new EaselDatabase('migration-3'))
  expect((await data.messages.ofChat(aChat.id)).map(({ row }) => row)).toEqual(rows)
  const after = new EaselDatabase('migration-3')
  await after.open()
  const image = { ...picture, hash: 'b'.repeat(64) as ObjectHash }
  await after.messages.add({ ...answer, id: 'n' as MessageId, preview: { index: 0, image } })
  expect(await data.images.unshown([picture.hash, image.hash, 'c'.repeat(64) as ObjectHash])).toEqual(['c'.repeat(64)])
  after.close()
  data.close()
})

test('version 5 leaves every row as it is, and finds what was deleted', async () => {
  const image = {
    id: 'b:0' as AttachmentId,
    hash: 'a'.repeat(64) as ObjectHash,
    format: 'png',
    mime: 'image/png',
    width: 1,
    height: 1,
    bytes: 1,
    createdAt: 1,
    uploadState: 'local',
    deletedAt: 7,
  } as const
  const before = new EaselDatabase('migration-5', 4)
  await before.open()
  await before.chats.add({ ...aChat, deletedAt: 8 })
  await before.attachments.add(image)
  const rows = [await before.chats.toArray(), await before.attachments.toArray()]
  before.close()

  const data = await openData(undefined, new EaselDatabase('migration-5'))
  const database = new EaselDatabase('migration-5')
  await database.open()
  expect([await database.chats.toArray(), await database.attachments.toArray()]).toEqual(rows)
  expect(await data.bin.choose()).toEqual({ chats: [aChat.id], images: ['b:0'] })
  database.close()
  data.close()
})

test('version 4 leaves every row as it is, and finds images by age and what was attached by its role', async () => {
  const image = {
    hash: 'a'.repeat(64) as ObjectHash,
    format: 'png',
    mime: 'image/png',
    width: 1,
    height: 1,
    bytes: 1,
  } as const
  const before = new EaselDatabase('migration-4', 3)
  await before.open()
  await before.attachments.bulkAdd([
    { ...image, id: 'b:0' as AttachmentId, createdAt: 1, uploadState: 'local' },
    { ...image, id: 'a:0' as AttachmentId, createdAt: 2, uploadState: 'local' },
  ])
  await before.messageAttachments.bulkAdd([
    { messageId: 'b' as MessageId, attachmentId: 'b:0' as AttachmentId, position: 0 },
    { messageId: 'q' as MessageId, attachmentId: 'b:0' as AttachmentId, position: 0, role: 'reference' },
  ])
  const rows = [await before.attachments.toArray(), await before.messageAttachments.toArray()]
  before.close()

  const data = await openData(undefined, new EaselDatabase('migration-4'))
  expect(await data.gallery.listIds()).toEqual(['a:0', 'b:0'])
  expect([...(await data.gallery.listInputs())]).toEqual(['b:0'])
  const after = new EaselDatabase('migration-4')
  await after.open()
  expect([await after.attachments.toArray(), await after.messageAttachments.toArray()]).toEqual(rows)
  after.close()
  data.close()
})

test('version 6 has a place for saved prompts, and leaves every row as it is', async () => {
  const before = new EaselDatabase('migration-6', 5)
  await before.open()
  await before.chats.bulkAdd([
    { ...aChat, sequence: 1 },
    { ...aChat, id: 'd' as ChatId, sequence: 2, deletedAt: 8 },
  ])
  const rows = await before.chats.toArray()
  before.close()

  const after = new EaselDatabase('migration-6', 6)
  await after.open()
  expect([await after.chats.toArray(), await after.table('prompts').count()]).toEqual([rows, 0])
  await after.table('prompts').add({ id: 'p', sequence: 3 })
  after.close()
})

test('version 7 leaves every row as it is, chats stay chats, and an earlier Easel is kept out', async () => {
  const question: UserMessageRow = {
    id: 'q' as MessageId,
    chatId: aChat.id,
    parentId: null,
    role: 'user',
    status: 'done',
    createdAt: 1,
    text: 'A lighthouse \ud83d\u202e',
  }
  const before = new EaselDatabase('migration-7', 6)
  await before.open()
  await before.chats.bulkAdd([
    { ...aChat, sequence: 1 },
    { ...aChat, id: 'd' as ChatId, sequence: 2, deletedAt: 8 },
  ])
  await before.messages.add(question)
  await before.table('prompts').add({ id: 'p', sequence: 3 })
  const readAll = (database: EaselDatabase) =>
    Promise.all(['chats', 'messages', 'prompts'].map((name) => database.table(name).toArray()))
  const rows = await readAll(before)
  before.close()

  const after = new EaselDatabase('migration-7', 7)
  await after.open()
  expect([after.verno, await readAll(after)]).toEqual([7, rows])
  // It would list a project as a chat.
  await after.table('chats').add({ ...aChat, id: 'project', isProject: true, sequence: 5 })
  after.close()
  await expect(openData(undefined, new EaselDatabase('migration-7', 6))).rejects.toMatchObject({ problem: 'newer' })

  const data = await openData(undefined, new EaselDatabase('migration-7'))
  expect((await data.messages.ofChat(aChat.id)).map(({ row }) => row)).toEqual(rows[1])
  data.close()
})

test('versions are numbered from 1 without gaps', () => {
  expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1))
})

test('a database of a newer Easel is refused and left as it is', async () => {
  const newer = new Dexie('newer')
  newer.version(99).stores({ chats: 'id, title', comments: 'id' })
  await newer.table('chats').add(aChat)
  newer.close()

  await expect(openData(undefined, new EaselDatabase('newer'))).rejects.toMatchObject({ problem: 'newer' })
  const after = await new Dexie('newer').open()
  expect(after.verno).toBe(99)
  expect(after.tables.map(({ name }) => name).toSorted()).toEqual(['chats', 'comments'])
  expect(await after.table('chats').toArray()).toEqual([aChat])
  after.close()
})

test("Dexie's own repairs of a schema do not pass for a newer Easel", async () => {
  const first = await openDatabase(undefined, new EaselDatabase('repaired'))
  first.close()
  // If a store is missing, Dexie raises the native version, for example from 20 to 21.
  await new Promise((resolve) => {
    indexedDB.open('repaired', migrations.length * 10 + 1).onsuccess = (event) => {
      ;(event.target as IDBOpenDBRequest).result.close()
      resolve(undefined)
    }
  })
  const again = await openDatabase(undefined, new EaselDatabase('repaired'))
  expect(again.isOpen()).toBe(true)
  again.close()
})

test('a window that takes the database over does not wait, and this one says why it stopped', async () => {
  const problems: string[] = []
  const data = await openData((problem) => problems.push(problem), new EaselDatabase('taken'))
  await Dexie.delete('taken')
  expect(problems).toEqual(['replaced'])
  await expect(data.chats.all()).rejects.toMatchObject({ name: 'DatabaseClosedError' })
})

test('an upgrade blocked by another window is reported', async () => {
  await new EaselDatabase('held').open().then((database) => database.close())
  const stubborn = await new Promise<IDBDatabase>((resolve) => {
    indexedDB.open('held').onsuccess = (event) => resolve((event.target as IDBOpenDBRequest).result)
  })
  const upgraded = new EaselDatabase('held')
  upgraded.version(99).stores({ chats: 'id, title' })
  const blocked = new Promise((resolve) => void openDatabase(resolve, upgraded))
  expect(await blocked).toBe('blocked')
  stubborn.close()
})
