import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import type { AttachmentId, ChatId, MessageId, ObjectHash } from '@shared/ids'
import { EaselDatabase } from '../database'
import type { AssistantMessageRow, AttachmentRow, UserMessageRow } from '../rows'
import { createIndexKeeper } from './index-keeper'
import { REMOVING_STORES, removeRows } from '../archive/remove-rows'
import { createIndexLink, type SearchReply, type SearchRequest } from './index-link'
import { openForReading } from './read-rows'
import { SearchIndex } from './search-index'
import type { SearchQuery } from './search-query'

function aQuestion(id: string, text: string, changes: Partial<UserMessageRow> = {}): UserMessageRow {
  return {
    id: id as MessageId,
    chatId: 'c1' as ChatId,
    parentId: null,
    role: 'user',
    status: 'done',
    createdAt: 1,
    text,
    ...changes,
  }
}

function anAnswer(id: string, parentId: string, changes: Partial<AssistantMessageRow> = {}): AssistantMessageRow {
  return {
    id: id as MessageId,
    chatId: 'c1' as ChatId,
    parentId: parentId as MessageId,
    role: 'assistant',
    kind: 'image',
    status: 'done',
    createdAt: 2,
    model: 'demo:image',
    revision: 1,
    text: '',
    ...changes,
  }
}

function anImage(id: string, revisedPrompt?: string): AttachmentRow {
  return {
    id: id as AttachmentId,
    hash: 'a'.repeat(64) as ObjectHash,
    format: 'png',
    mime: 'image/png',
    width: 8,
    height: 8,
    bytes: 8,
    createdAt: 2,
    uploadState: 'local',
    ...(revisedPrompt && { revisedPrompt }),
  }
}

function findIn(index: SearchIndex, query: string | SearchQuery): readonly string[] {
  return index.find(typeof query === 'string' ? { text: query } : query).map(({ messageId }) => messageId)
}

test.each([
  ['a part of a word', 'Leuchtturmwärter', 'turmwarter'],
  ['an umlaut by its letter, and the other way round', 'Ein Häuschen', 'hauschen'],
  ['an umlaut that was typed', 'Ein Hauschen', 'Häuschen'],
  ['two characters of Chinese', '海边的灯塔', '灯塔'],
  ['one character', '海边的灯塔', '塔'],
  ['Japanese without spaces', '港の灯台を描く', '灯台'],
  ['words in any order', 'a boat in the fog', 'fog boat'],
  ['words in quotation marks as they are', 'a boat in the fog', '"in the fog"'],
])('%s is found', (_what, text, query) => {
  const index = new SearchIndex()
  index.putMessages([aQuestion('q1', text), aQuestion('q2', 'nothing of the kind')])
  expect(findIn(index, query)).toEqual(['q1'])
})

test('whole words come before beginnings, those before parts, and newer before older', () => {
  const index = new SearchIndex()
  index.putMessages([
    aQuestion('part', 'a moonlight', { chatId: 'c1' as ChatId, createdAt: 9 }),
    aQuestion('start', 'a lighthouse', { chatId: 'c2' as ChatId, createdAt: 8 }),
    aQuestion('old', 'a light', { chatId: 'c3' as ChatId, createdAt: 1 }),
    aQuestion('new', 'the light', { chatId: 'c4' as ChatId, createdAt: 2 }),
  ])
  expect(findIn(index, 'light')).toEqual(['new', 'old', 'start', 'part'])
})

test('what is typed further narrows what was found, and what is deleted again widens it', () => {
  const index = new SearchIndex()
  index.putMessages([aQuestion('q1', 'harbor'), aQuestion('q2', 'harvest')])
  expect(findIn(index, 'har')).toHaveLength(2)
  expect(findIn(index, 'harb')).toEqual(['q1'])
  expect(findIn(index, 'harb v')).toEqual([])
  expect(findIn(index, 'har')).toHaveLength(2)
  index.putMessages([aQuestion('q3', 'harmony')])
  expect(findIn(index, 'har')).toHaveLength(3)
})

test('a chat shows its three best messages as they follow each other, and all of them when only it is searched', () => {
  const index = new SearchIndex()
  index.putMessages(Array.from({ length: 9 }, (_, at) => aQuestion(`q${at}`, 'wave', { createdAt: at })))
  expect(findIn(index, 'wave')).toEqual(['q6', 'q7', 'q8'])
  expect(findIn(index, { text: 'wave', chatId: 'c1' as ChatId })).toHaveLength(9)
  expect(findIn(index, { text: 'wave', chatId: 'c2' as ChatId })).toEqual([])
})

test('date and images narrow a search; a question counts with the image of its answer', () => {
  const index = new SearchIndex()
  index.putMessages([
    aQuestion('asked', 'wave'),
    anAnswer('made', 'asked'),
    aQuestion('attached', 'wave with a photo', { hasInputs: true, createdAt: 5 }),
    aQuestion('words', 'wave in words', { createdAt: 6 }),
    anAnswer('failed', 'words', { status: 'failed' }),
  ])
  expect(findIn(index, { text: 'wave', withImages: true })).toEqual(['asked', 'attached'])
  expect(findIn(index, { text: 'wave', since: 6 })).toEqual(['words'])
})

test('what a model made of a prompt leads to its answer, whichever row is read first', () => {
  for (const order of ['message', 'image']) {
    const index = new SearchIndex()
    const put = [
      () => index.putMessages([anAnswer('made', 'asked')]),
      () => index.putAttachments([anImage('made:0', 'An oil painting'), anImage('made:1', 'An oil painting')]),
    ]
    for (const step of order === 'message' ? put : put.toReversed()) step()
    expect(findIn(index, 'oil')).toEqual(['made'])
  }
})

test('messages of a deleted chat are not found until it is brought back', () => {
  const index = new SearchIndex()
  index.putMessages([aQuestion('q1', 'wave')])
  index.putChats([{ id: 'c1' as ChatId, deletedAt: 5 }])
  expect(findIn(index, 'wave')).toEqual([])
  index.putChats([{ id: 'c1' as ChatId }])
  expect(findIn(index, 'wave')).toEqual(['q1'])
})

async function openDatabase(name: string): Promise<EaselDatabase> {
  const database = new EaselDatabase(name)
  await database.open()
  return database
}

test('the index follows every write: new rows, changed rows, rows that come back with old numbers, and rows that go', async () => {
  const database = await openDatabase('index-writes')
  const keeper = createIndexKeeper()
  const find = async (text: string): Promise<readonly string[] | undefined> => {
    const { unnumberedCommits } = database.writeNumbers
    const { hits } = await keeper.answer({ id: 1, database: 'index-writes', unnumberedCommits, query: { text } })
    return hits?.map(({ messageId }) => messageId)
  }
  await database.messages.bulkAdd(Array.from({ length: 2_500 }, (_, at) => aQuestion(`q${at}`, `wave ${at}`)))
  expect(await find('"wave 2499"')).toEqual(['q2499'])
  await database.messages.put(aQuestion('q2499', 'sand'))
  expect(await find('"wave 2499"')).toEqual([])
  expect(await find('sand')).toEqual(['q2499'])

  await database.transaction('rw', database.messages, async (transaction) => {
    database.writeNumbers.keepIn(transaction.idbtrans as never)
    await database.messages.add({ ...aQuestion('restored', 'dune'), sequence: 1 })
  })
  expect(await find('dune')).toEqual(['restored'])

  await database.transaction('rw', REMOVING_STORES, () => removeRows(database, 'messages', ['restored' as MessageId]))
  expect(await find('dune')).toEqual([])
  database.close()
})

test('looking for a database that is not there makes none, and says that nothing could be read', async () => {
  await expect(openForReading('index-missing')).rejects.toBeDefined()
  expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain('index-missing')
  expect(await createIndexKeeper().answer({ id: 7, database: 'index-missing', unnumberedCommits: 0 })).toEqual({
    id: 7,
    hits: undefined,
  })
})

test('until the index is built, and when its worker breaks, the link answers that it cannot', async () => {
  const posted: SearchRequest[] = []
  const worker = {
    postMessage: (request: SearchRequest) => void posted.push(request),
    terminate: () => undefined,
    onmessage: null as ((event: MessageEvent) => void) | null,
    onerror: null as (() => void) | null,
  }
  const reply = (data: SearchReply): void => worker.onmessage?.({ data } as MessageEvent)
  const link = createIndexLink({ name: 'easel', writeNumbers: { unnumberedCommits: 3 } }, () => worker as never)
  expect(await link.find({ text: 'a' })).toBeUndefined()
  expect(posted).toEqual([{ id: 1, database: 'easel', unnumberedCommits: 3 }])
  reply({ id: 1, hits: [] })
  await Promise.resolve()
  const found = link.find({ text: 'a' })
  await Promise.resolve()
  reply({ id: 2, hits: [{ chatId: 'c1' as ChatId, messageId: 'q1' as MessageId }] })
  expect(await found).toEqual([{ chatId: 'c1', messageId: 'q1' }])
  const broken = link.find({ text: 'a' })
  await Promise.resolve()
  worker.onerror?.()
  expect(await broken).toBeUndefined()
  expect(await link.find({ text: 'a' })).toBeUndefined()
})

test('an image is found by the words around it: of its question, its answer, the answer before and the questions after', () => {
  const index = new SearchIndex()
  index.putMessages([
    aQuestion('q0', 'Which flowers suit a wedding?'),
    anAnswer('a0', 'q0', { kind: 'text', text: 'Peonies, for example.' }),
    aQuestion('q1', 'Paint some', { parentId: 'a0' as MessageId }),
    anAnswer('a1', 'q1'),
    aQuestion('q2', 'Lovely, that one is for Anna', { parentId: 'a1' as MessageId }),
    anAnswer('a2', 'q2', { kind: 'text', text: 'Anna will like the peonies.' }),
    aQuestion('q3', 'Peonies', { chatId: 'c2' as ChatId }),
    anAnswer('a3', 'q3', { chatId: 'c2' as ChatId }),
  ])
  const find = (words: string) => index.findImagesAround(words).map(({ messageId }) => messageId)

  expect(find('PÉONIES')).toEqual(['a1', 'a3'])
  expect(find('peonies anna')).toEqual(['a1'])
  expect(find('paint lovely example')).toEqual(['a1'])
  // Words of messages further away, a missing word, and none.
  expect(find('wedding')).toEqual([])
  expect(find('peonies zebra')).toEqual([])
  expect(find('  ')).toEqual([])
})
