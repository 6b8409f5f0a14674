import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { createAttachmentId, type ChatId, type MessageId, type ObjectHash } from '@shared/ids'
import { openData, type Data } from './index'
import { EaselDatabase } from './database'
import type { AssistantMessageRow, UserMessageRow } from './rows'

function aQuestion(index: number, changes: Partial<UserMessageRow> = {}): UserMessageRow {
  const id = `m${String(index).padStart(5, '0')}` as MessageId
  const chatId = `c${index % 7}` as ChatId
  return {
    id,
    chatId,
    parentId: null,
    role: 'user',
    status: 'done',
    createdAt: index,
    text: `Wave ${index}`,
    ...changes,
  }
}

async function openWith(name: string, rows: readonly UserMessageRow[]): Promise<Data> {
  const database = new EaselDatabase(name)
  const data = await openData(undefined, database)
  await database.messages.bulkAdd(rows)
  return data
}

test('search reaches the last of many messages', async () => {
  const rows = Array.from({ length: 2_500 }, (_, index) => aQuestion(index))
  const data = await openWith('search-many', rows)
  const { signal } = new AbortController()
  expect(await data.messages.search({ text: 'wave 2499' }, signal)).toEqual([
    { chatId: 'c0', messageId: 'm02499', snippet: { before: '', match: 'Wave 2499', after: '' } },
  ])
  expect(await data.messages.search({ text: 'nowhere' }, signal)).toEqual([])
})

test('a search returns the three newest matches of each chat, oldest first', async () => {
  const rows = Array.from({ length: 40 }, (_, index) => aQuestion(index, { createdAt: 100 - index }))
  const data = await openWith('search-newest', rows)
  const hits = await data.messages.search({ text: 'WAVE' }, new AbortController().signal)
  expect(hits).toHaveLength(7 * 3)
  expect(hits.filter(({ chatId }) => chatId === 'c0').map(({ messageId }) => messageId)).toEqual([
    'm00014',
    'm00007',
    'm00000',
  ])
})

test('a search by rows knows the chat, the date and what has images, as the index does', async () => {
  const rows = [aQuestion(0), aQuestion(1, { hasInputs: true }), aQuestion(2)]
  const data = await openWith('search-filters', rows)
  const find = async (query: object) => {
    const hits = await data.messages.search({ text: 'wave', ...query }, new AbortController().signal)
    return hits.map(({ messageId }) => messageId)
  }
  expect(await find({ chatId: 'c0' })).toEqual(['m00000'])
  expect(await find({ since: 1 })).toEqual(['m00002', 'm00001'])
  expect(await find({ withImages: true })).toEqual(['m00001'])
})

test('a canceled search stops reading', async () => {
  const rows = Array.from({ length: 2_500 }, (_, index) => aQuestion(index))
  const data = await openWith('search-stopped', rows)
  expect(await data.messages.search({ text: 'wave 2499' }, AbortSignal.abort())).toEqual([])
})

test('only the messages of the chat are read', async () => {
  const data = await openWith('of-chat', [aQuestion(0), aQuestion(1), aQuestion(7)])
  const records = await data.messages.ofChat('c0' as ChatId)
  expect(records.map(({ row }) => row.id)).toEqual(['m00000', 'm00007'])
})

function anAnswer(id: string, changes: Partial<AssistantMessageRow> = {}): AssistantMessageRow {
  return {
    id: id as MessageId,
    chatId: 'c0' as ChatId,
    parentId: 'm00000' as MessageId,
    role: 'assistant',
    kind: 'text',
    status: 'done',
    createdAt: 1,
    model: 'demo:text',
    revision: 3,
    text: 'Words',
    ...changes,
  }
}

test('a chat has all of its images in their order, among few images of other chats and among many', async () => {
  const database = new EaselDatabase('images-of-chat')
  const data = await openData(undefined, database)
  const file = { format: 'png', mime: 'image/png', width: 8, height: 8, bytes: 9, uploadState: 'local' } as const
  const addAnswer = async (id: string, chatId: string): Promise<void> => {
    const answer = anAnswer(id, { kind: 'image', chatId: chatId as ChatId })
    await database.messages.add(answer)
    // In reverse, so that their keys have a different order than the images.
    const rows = [0, 1, 2].map((position) => ({ id: createAttachmentId(answer.id, 2 - position), position }))
    await database.attachments.bulkAdd(
      rows.map((row) => ({ ...file, id: row.id, hash: 'a'.repeat(64) as ObjectHash, createdAt: 1 })),
    )
    await database.messageAttachments.bulkAdd(
      rows.map((row) => ({ messageId: answer.id, attachmentId: row.id, position: row.position })),
    )
  }
  // A batch ends between the images of the third message.
  const own = Array.from({ length: 20 }, (_, index) => `${index * 13}`.padStart(3, '0'))
  const read = async () => {
    const records = await data.messages.ofChat('c0' as ChatId)
    return records.map(({ row, images }) => [row.id, images.map(({ attachment }) => attachment.id)])
  }
  const expected = own.map((id) => [id, [`${id}:2`, `${id}:1`, `${id}:0`]])
  for (const id of own) await addAnswer(id, 'c0')
  expect(await read()).toEqual(expected)
  for (let index = 0; index < 260; index += 1) {
    if (index % 13 !== 0) await addAnswer(`${index}`.padStart(3, '0'), 'c1')
  }
  expect(await read()).toEqual(expected)
})

test('a brief has the question of a text answer, and the prompt and first image of an image answer', async () => {
  const database = new EaselDatabase('briefs')
  const data = await openData(undefined, database)
  const chat = { title: 'Chat', createdAt: 0, updatedAt: 0, chosen: {} }
  await database.chats.bulkAdd([
    { ...chat, id: 'c0' as ChatId },
    { ...chat, id: 'c1' as ChatId, deletedAt: 5 },
  ])
  const image = anAnswer('image', { kind: 'image', prompt: ' two\nlines ', text: '' })
  const text = anAnswer('text')
  const ofDeletedChat = anAnswer('deleted', { chatId: 'c1' as ChatId })
  await database.messages.bulkAdd([aQuestion(0), image, text, ofDeletedChat])
  const hashes = ['a', 'b'].map((digit) => digit.repeat(64) as ObjectHash)
  for (const [position, hash] of hashes.entries()) {
    const attachmentId = createAttachmentId(image.id, position)
    const file = { format: 'png', mime: 'image/png', width: 8, height: 8, bytes: 9, createdAt: 1 } as const
    await database.attachments.add({ id: attachmentId, hash, uploadState: 'local', ...file })
    await database.messageAttachments.add({ messageId: image.id, attachmentId, position })
  }

  const briefs = await data.messages.briefs([image.id, text.id, ofDeletedChat.id, 'm00000', 'gone'] as MessageId[])
  expect([...briefs]).toEqual([
    [image.id, { chatId: 'c0', prompt: 'two lines', image: hashes[0] }],
    [text.id, { chatId: 'c0', prompt: 'Wave 0' }],
  ])
})

test('the answers whose images were written last come newest first, each once, those of uploads in their place', async () => {
  const database = new EaselDatabase('last-written')
  const data = await openData(undefined, database)
  const file = { format: 'png', mime: 'image/png', width: 8, height: 8, bytes: 9, uploadState: 'local' } as const
  for (const [index, id] of (['first', 'second', 'second', 'third'] as MessageId[]).entries()) {
    const attachmentId = createAttachmentId(id, index)
    const hash = String(index).repeat(64) as ObjectHash
    await database.attachments.add({ ...file, id: attachmentId, hash, createdAt: index })
    await database.messageAttachments.add({ messageId: id, attachmentId, position: index })
  }
  await database.attachments.update(createAttachmentId('first' as MessageId, 0), { uploadState: 'uploaded' })

  expect(await data.attachments.lastWritten(10)).toEqual(['third', 'second', 'first'])
  expect(await data.attachments.lastWritten(2)).toEqual(['third', 'first'])
})

test('a chat begins with its oldest message', async () => {
  const data = await openWith('beginnings', [aQuestion(7, { createdAt: 1 }), aQuestion(0, { createdAt: 2 })])
  expect([...(await data.messages.showBeginnings(['c0', 'c1'] as ChatId[]))]).toEqual([
    ['c0', { before: '', match: '', after: 'Wave 7' }],
    ['c1', { before: '', match: '', after: '' }],
  ])
})

test('the last questions of the listed chats are read some at a time, without those of other apps', async () => {
  const imported = aQuestion(0, { id: '00000000-0000-8000-8000-000000000000' as MessageId, text: 'imported' })
  const own = Array.from({ length: 120 }, (_, index) => aQuestion(index, { chatId: `c${index % 2}` as ChatId }))
  const data = await openWith('last-questions', [...own, { ...imported, chatId: 'c0' as ChatId }])
  const listed = new Set(['c0' as ChatId])
  const first = await data.messages.readLastQuestions(listed, Infinity)
  const rest = await data.messages.readLastQuestions(listed, first.next!)
  const expected = Array.from({ length: 60 }, (_, index) => `Wave ${118 - 2 * index}`)
  expect(first.texts).toEqual(expected.slice(0, 50))
  expect(rest).toEqual({ texts: expected.slice(50) })
})
