import { expect, test } from 'vitest'
import type { ChatId, MessageId } from '@shared/ids'
import { listFound } from './found'
import type { Chat } from './model'

const chats = ['Harbor', 'Dunes', 'Old harbor'].map((title, index): Chat => ({
  id: `c${index}` as ChatId,
  title,
  createdAt: 0,
  updatedAt: 0,
}))
const snippet = { before: 'the ', match: 'harbor', after: '' }

function aHit(chat: number, message: string) {
  return { chatId: `c${chat}` as ChatId, messageId: message as MessageId, snippet }
}

test('chats whose title matches come first, each message below its chat', () => {
  const found = listFound(chats, {
    query: 'harbor',
    hits: [aHit(1, 'm1'), aHit(2, 'm2'), aHit(1, 'm3')],
    beginnings: new Map([['c0' as ChatId, { before: '', match: '', after: 'A quiet bay' }]]),
  })

  expect(
    found.map(({ chat, messageId, isFirst, snippet: words }) => [chat.title, messageId, isFirst, words?.after]),
  ).toEqual([
    ['Harbor', undefined, true, 'A quiet bay'],
    ['Old harbor', 'm2', true, ''],
    ['Dunes', 'm1', true, ''],
    ['Dunes', 'm3', false, ''],
  ])
})

test('titles are there before the messages were searched, and hits in deleted chats are left out', () => {
  expect(listFound(chats, { query: 'dunes', hits: undefined, beginnings: new Map() })).toEqual([
    { chat: chats[1], isFirst: true, snippet: undefined },
  ])
  expect(listFound(chats, { query: 'x', hits: [aHit(9, 'm1')], beginnings: new Map() })).toEqual([])
})
