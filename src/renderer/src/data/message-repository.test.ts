import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import type { ChatId, MessageId } from '@shared/ids'
import { openData, type Data } from './index'
import { EaselDatabase } from './database'
import type { UserMessageRow } from './rows'
import { snippetOf } from './snippet'

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
  expect(await data.messages.search('wave 2499', signal)).toEqual([{ chatId: 'c0', snippet: 'Wave 2499' }])
  expect(await data.messages.search('WAVE', signal)).toHaveLength(7)
  expect(await data.messages.search('nowhere', signal)).toEqual([])
})

test('a search that nobody waits for stops reading', async () => {
  const rows = Array.from({ length: 2_500 }, (_, index) => aQuestion(index))
  const data = await openWith('search-stopped', rows)
  expect(await data.messages.search('wave 2499', AbortSignal.abort())).toEqual([])
})

test('only the messages of the chat are read', async () => {
  const data = await openWith('of-chat', [aQuestion(0), aQuestion(1), aQuestion(7)])
  const records = await data.messages.ofChat('c0' as ChatId)
  expect(records.map(({ row }) => row.id)).toEqual(['m00000', 'm00007'])
})

test('a snippet is one line around the match, beginning with a whole word', () => {
  expect(snippetOf('A lighthouse', 'light')).toBe('A lighthouse')
  expect(snippetOf(`${'before '.repeat(9)}the\nHarbour${' after'.repeat(20)}`, 'harbour')).toBe(
    `…before before the Harbour${' after'.repeat(12)}…`,
  )
  expect(snippetOf('A lighthouse', 'harbour')).toBeUndefined()
})
