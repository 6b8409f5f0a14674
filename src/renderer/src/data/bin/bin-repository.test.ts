import { describe, expect, test } from 'vitest'
import type { AttachmentId, ChatId, MessageId, ObjectHash } from '@shared/ids'
import { aChat, anImage, aQuestion, Page } from '../../../../../tests/support/page/archived-page'
import type { AssistantMessageRow, AttachmentRow, MessageAttachmentRow } from '../rows'

const NOTHING: ReadonlySet<AttachmentId> = new Set()

function aHash(letter: string): ObjectHash {
  return letter.repeat(64) as ObjectHash
}

function image(id: string, letter: string, changes: Partial<AttachmentRow> = {}): AttachmentRow {
  return { ...anImage(id), hash: aHash(letter), ...changes }
}

function answer(id: string, chatId: string, changes: Partial<AssistantMessageRow> = {}): AssistantMessageRow {
  return {
    id: id as MessageId,
    chatId: chatId as ChatId,
    parentId: `${id}-q` as MessageId,
    role: 'assistant',
    kind: 'image',
    status: 'done',
    createdAt: 2,
    model: 'demo:painter' as AssistantMessageRow['model'],
    revision: 1,
    text: '',
    ...changes,
  }
}

function link(messageId: string, attachmentId: string, role?: 'reference'): MessageAttachmentRow {
  return {
    messageId: messageId as MessageId,
    attachmentId: attachmentId as AttachmentId,
    position: 0,
    ...(role && { role }),
  }
}

/** Sets up two chats with an answer and an image each; the first chat is in the bin. */
async function setUp(page = new Page()): Promise<Page> {
  await page.open()
  const { chats, messages, attachments, messageAttachments } = page.database
  await chats.bulkAdd([aChat('c', { title: 'a secret', deletedAt: 9 }), aChat('d')])
  await messages.bulkAdd([
    { ...aQuestion('a-q', 'a secret'), chatId: 'c' as ChatId },
    answer('a', 'c'),
    { ...aQuestion('b-q'), chatId: 'd' as ChatId },
    answer('b', 'd'),
  ])
  await attachments.bulkAdd([image('a:0', 'a', { url: 'https://copy' }), image('b:0', 'b')])
  await messageAttachments.bulkAdd([link('a', 'a:0'), link('b', 'b:0')])
  return page
}

async function purge({ data }: Page, attached = NOTHING) {
  const choice = await data.bin.choose()
  const plan = await data.bin.plan(choice, attached)
  const needed = await data.bin.remove(choice, { hashes: plan.hashes, attached, now: 50 })
  await data.archived()
  return { ...plan, needed }
}

async function ids(page: Page): Promise<Record<string, unknown>> {
  const { chats, messages, attachments } = page.database
  const [some, others, images] = await Promise.all([
    chats.toCollection().primaryKeys(),
    messages.toCollection().primaryKeys(),
    attachments.toCollection().primaryKeys(),
  ])
  return { chats: some, messages: others, images }
}

test('a deleted chat is in the bin with its messages and images until it is restored', async () => {
  const { data } = await setUp()
  expect(await data.bin.list()).toMatchObject({
    chats: [{ row: { id: 'c' }, messages: 2, files: [{ hash: aHash('a'), bytes: 1 }], image: aHash('a') }],
    images: [],
  })
  await data.bin.restore({ chats: ['c' as ChatId], images: [] })
  expect(await data.bin.list()).toEqual({ chats: [], images: [] })
  expect((await data.chats.find('c' as ChatId))?.deletedAt).toBeUndefined()
})

test('deleting a chat for good removes its rows and names its files and copies, and leaves the others', async () => {
  const page = await setUp()
  expect(await purge(page)).toMatchObject({ hashes: [aHash('a')], copies: ['https://copy'], needed: [] })
  expect(await ids(page)).toEqual({ chats: ['d'], messages: ['b', 'b-q'], images: ['b:0'] })
  expect(JSON.stringify(await page.rows())).not.toContain('a secret')
})

test('the archive hears of it, and a database that is rebuilt from it has neither rows nor their words', async () => {
  const page = await setUp()
  await page.data.archived()
  await purge(page)
  await page.wipe()
  await page.open()
  expect(await ids(page)).toEqual({ chats: ['d'], messages: ['b', 'b-q'], images: ['b:0'] })
  // The order in which the archive is read must not matter.
  page.archive.changes.reverse()
  page.archive.replaceFiles()
  await page.wipe()
  await page.open()
  expect(await ids(page)).toEqual({ chats: ['d'], messages: ['b', 'b-q'], images: ['b:0'] })
})

test('a start after it reads nothing of the archive again, and new rows are still sent', async () => {
  const page = await setUp()
  await page.data.archived()
  const countRequests = async (): Promise<number> => {
    page.crash()
    const { requests } = page.archive
    await page.open()
    await page.elapse()
    return page.archive.requests - requests
  }
  const before = await countRequests()
  await purge(page)
  expect(await countRequests()).toBe(before)
  await page.database.messages.add({ ...aQuestion('new'), chatId: 'd' as ChatId })
  await page.data.archived()
  expect(page.archive.changes.at(-1)).toMatchObject({ key: 'new' })
  const sequences = page.archive.changes.filter(({ table }) => table === 'messages').map(({ sequence }) => sequence)
  expect(sequences).toEqual(sequences.toSorted((one, other) => one - other))
})

test('a removal that main has not heard of when Easel is killed is sent at the next start', async () => {
  const page = await setUp()
  await page.data.archived()
  page.archive.isReachable = false
  const choice = await page.data.bin.choose()
  await page.data.bin.remove(choice, { hashes: [], attached: NOTHING, now: 50 })
  page.crash()
  page.archive.isReachable = true
  await page.open()
  await page.data.archived()
  await page.wipe()
  await page.open()
  expect(await ids(page)).toMatchObject({ chats: ['d'], messages: ['b', 'b-q'] })
})

test('a late answer and a late change bring nothing back', async () => {
  const page = await setUp()
  const [chat, question, made] = [aChat('c'), { ...aQuestion('a-q'), chatId: 'c' as ChatId }, answer('a', 'c')]
  await purge(page)
  const exchange = { chat, question, answer: made, inputs: [], images: [], revision: 9 }
  const { chat: recorded } = await page.data.exchanges.record(exchange)
  expect(recorded.deletedAt).toBeDefined()
  await page.data.chats.patch(chat, { deletedAt: undefined })
  expect(await ids(page)).toMatchObject({ chats: ['d'], messages: ['b', 'b-q'] })
})

test('a chat that is imported again after it was deleted for good is a chat like any other', async () => {
  const page = await setUp()
  await page.data.archived()
  await purge(page)
  const question = { ...aQuestion('a-q'), chatId: 'c' as ChatId }
  await page.data.imports.add({ chat: aChat('c'), messages: [question], images: [] })
  await page.data.archived()
  await page.wipe()
  await page.open()
  const next = { chat: aChat('c'), question, answer: answer('n', 'c'), inputs: [], images: [], revision: 1 }
  await page.data.exchanges.record(next)
  expect(await ids(page)).toMatchObject({ chats: ['c', 'd'], messages: ['a-q', 'b', 'b-q', 'n'] })
})

describe('what something else needs stays', () => {
  test('an image that another chat attached to a question', async () => {
    const page = await setUp()
    await page.database.messageAttachments.add(link('b-q', 'a:0', 'reference'))
    expect(await purge(page)).toMatchObject({ hashes: [] })
    expect(await ids(page)).toMatchObject({ chats: ['d'], images: ['a:0', 'b:0'] })
    // Its child still finds it, without the answer that made it.
    const family = await page.data.families.find('b:0' as AttachmentId)
    expect(family.answers.map((entry) => entry.answer.id)).toEqual(['b'])
    expect(family.brought.map(({ id }) => id)).toEqual(['a:0'])
  })

  test('an image that a branch shows, in the gallery too', async () => {
    const page = await setUp()
    await page.database.messages.add(answer('copy', 'd', { copiedFrom: 'a' as MessageId }))
    await page.database.messageAttachments.add(link('copy', 'a:0'))
    expect(await purge(page)).toMatchObject({ hashes: [] })
    const rows = await page.data.gallery.read(await page.data.gallery.listIds())
    expect(rows.map(({ attachment }) => attachment.id)).toContain('a:0')
  })

  test('a file that another image is, too', async () => {
    const page = await setUp()
    await page.database.attachments.update('b:0' as AttachmentId, { hash: aHash('a') })
    expect(await purge(page)).toMatchObject({ hashes: [] })
    expect(await ids(page)).toMatchObject({ images: ['b:0'] })
  })

  test('a file that came to be used after it was planned', async () => {
    const page = await setUp()
    const choice = await page.data.bin.choose()
    const { hashes } = await page.data.bin.plan(choice, NOTHING)
    await page.database.attachments.add(image('n:0', 'a'))
    expect(await page.data.bin.remove(choice, { hashes, attached: NOTHING, now: 50 })).toEqual([aHash('a')])
  })

  test('an image of a message that is not sent yet', async () => {
    const page = await setUp()
    expect(await purge(page, new Set(['a:0' as AttachmentId]))).toMatchObject({ hashes: [] })
    expect(await ids(page)).toMatchObject({ images: ['a:0', 'b:0'] })
  })

  test('B12 an answer that came after its chat was deleted, with its question', async () => {
    const page = await setUp()
    await page.database.messages.bulkAdd([
      { ...aQuestion('late-q', 'a heron'), chatId: 'c' as ChatId },
      answer('late', 'c', { prompt: 'a heron' }),
    ])
    await page.database.attachments.add(image('late:0', 'c', { createdAt: 10 }))
    await page.database.messageAttachments.add(link('late', 'late:0'))
    const read = async () =>
      (await page.data.gallery.read(await page.data.gallery.listIds())).map(({ prompt }) => prompt)
    expect(await read()).toEqual(['a heron', 'b-q'])
    expect(await purge(page)).toMatchObject({ hashes: [aHash('a')] })
    expect(await ids(page)).toMatchObject({ messages: ['b', 'b-q', 'late', 'late-q'], images: ['b:0', 'late:0'] })
    expect(await read()).toEqual(['a heron', 'b-q'])
    // Its chat is only a tombstone, and not in the bin.
    expect(await page.data.chats.find('c' as ChatId)).toMatchObject({ title: '', deletedAt: 9, purgedAt: 50 })
    expect(await page.data.bin.list()).toEqual({ chats: [], images: [] })
    // With the image, the rest of its chat is removed, too.
    await page.database.attachments.update('late:0' as AttachmentId, { deletedAt: 60 })
    expect((await page.data.bin.list()).images).toMatchObject([{ prompt: 'a heron' }])
    expect(await purge(page)).toMatchObject({ hashes: [aHash('c')] })
    expect(await ids(page)).toEqual({ chats: ['d'], messages: ['b', 'b-q'], images: ['b:0'] })
  })

  test('an image in a collection, and not the others of its answer', async () => {
    const page = await setUp()
    await page.database.attachments.add(image('a:1', 'c', { collections: ['Boats'] }))
    await page.database.messageAttachments.add(link('a', 'a:1'))
    const read = async () => {
      const rows = await page.data.gallery.read(await page.data.gallery.listIds())
      return rows.map(({ attachment }) => attachment.id).toSorted()
    }
    expect(await read()).toEqual(['a:1', 'b:0'])
    expect(await purge(page)).toMatchObject({ hashes: [aHash('a')] })
    expect(await read()).toEqual(['a:1', 'b:0'])
    expect(await ids(page)).toMatchObject({ chats: ['c', 'd'], messages: ['a', 'a-q', 'b', 'b-q'] })
  })
})

describe('a deleted image', () => {
  test('goes from the answer, which says that there was one', async () => {
    const page = await setUp()
    await page.data.bin.restore({ chats: ['c' as ChatId], images: [] })
    await page.database.attachments.update('a:0' as AttachmentId, { deletedAt: 20 })
    expect((await page.data.bin.list()).images).toMatchObject([{ attachment: { id: 'a:0' }, prompt: 'a secret' }])
    expect(await purge(page)).toMatchObject({ messages: [], hashes: [aHash('a')] })
    expect(await page.database.messages.get('a' as MessageId)).toMatchObject({ removedImages: 1 })
    expect(await ids(page)).toMatchObject({ chats: ['c', 'd'], images: ['b:0'] })
    // A late snapshot of its answer doesn't restore it.
    const question = { ...aQuestion('a-q'), chatId: 'c' as ChatId }
    const images = [{ attachment: image('a:0', 'a'), link: link('a', 'a:0') }]
    const late = {
      chat: aChat('c'),
      question,
      answer: answer('a', 'c', { revision: 9 }),
      inputs: [],
      images,
      revision: 9,
    }
    await page.data.exchanges.record(late)
    expect(await ids(page)).toMatchObject({ images: ['b:0'] })
    expect(await page.database.messages.get('a' as MessageId)).toMatchObject({ removedImages: 1 })
  })

  test('that was attached to a question stays there, out of gallery and bin, and is not taken for a lost one', async () => {
    const page = await setUp()
    await page.data.bin.restore({ chats: ['c' as ChatId], images: [] })
    await page.database.messageAttachments.add(link('b-q', 'a:0', 'reference'))
    await page.database.attachments.update('a:0' as AttachmentId, { deletedAt: 20 })
    expect(await purge(page)).toMatchObject({ hashes: [] })
    expect(await page.data.bin.list()).toEqual({ chats: [], images: [] })
    const rows = await page.data.gallery.read(await page.data.gallery.listIds())
    expect(rows.map(({ attachment }) => attachment.id)).toEqual(['b:0'])
    expect(await page.data.images.unshown([aHash('a')])).toEqual([])
    expect(await page.database.messageAttachments.get(['a' as MessageId, 'a:0' as AttachmentId])).toBeUndefined()
    // With the chat that uses it, the file is removed at last.
    await page.database.chats.update('d' as ChatId, { deletedAt: 30 })
    expect((await purge(page)).hashes.toSorted()).toEqual([aHash('a'), aHash('b')])
  })

  test('is not shown among what it was made from, and its children are', async () => {
    const page = await setUp()
    await page.data.bin.restore({ chats: ['c' as ChatId], images: [] })
    await page.database.messageAttachments.add(link('b-q', 'a:0', 'reference'))
    await page.database.attachments.update('a:0' as AttachmentId, { deletedAt: 20 })
    const { answers, brought } = await page.data.families.find('b:0' as AttachmentId)
    expect(answers.map((entry) => entry.answer.id)).toEqual(['b'])
    expect(brought).toEqual([])
  })
})

test('deleting again what was deleted changes nothing', async () => {
  const page = await setUp()
  const choice = await page.data.bin.choose()
  const before = await page.data.bin.plan(choice, NOTHING)
  await page.data.bin.remove(choice, { hashes: before.hashes, attached: NOTHING, now: 50 })
  const rows = await page.rows()
  expect(await page.data.bin.remove(choice, { hashes: before.hashes, attached: NOTHING, now: 60 })).toEqual([])
  expect(await page.rows()).toEqual(rows)
})

test('what was there before there was a bin counts its days from the first start with one', async () => {
  const page = await setUp()
  expect(await page.data.bin.countsFrom(400)).toBe(400)
  page.crash()
  await page.open()
  expect(await page.data.bin.countsFrom(900)).toBe(400)
})

test('only what was deleted before a time is due', async () => {
  const page = await setUp()
  await page.database.attachments.update('b:0' as AttachmentId, { deletedAt: 20 })
  expect(await page.data.bin.choose(9)).toEqual({ chats: [], images: [] })
  expect(await page.data.bin.choose(10)).toEqual({ chats: ['c'], images: [] })
  expect(await page.data.bin.choose(21)).toEqual({ chats: ['c'], images: ['b:0'] })
})
