import { expect, test } from 'vitest'
import type { ChatId, MessageId } from '@shared/ids'
import type { AssistantMessage, Chat, ChatState, Message, UserMessage } from './model'
import { activeRuns, chatGroups, searchChats, versionsOf, visibleMessageIds, visibleMessages } from './selectors'
import { titleOf } from './title'

function ask(id: string, parentId: string | null, createdAt: number): UserMessage {
  return {
    role: 'user',
    id: id as MessageId,
    chatId: 'c' as ChatId,
    parentId: parentId as MessageId,
    createdAt,
    text: id,
  }
}

function answer(id: string, parentId: string, createdAt: number, status: AssistantMessage['status'] = 'done'): Message {
  const asked = { ...ask(id, parentId, createdAt), role: 'assistant', parentId: parentId as MessageId } as const
  return { ...asked, model: 'demo:image', kind: 'image', status, revision: 1, images: [] }
}

function conversation(
  messages: readonly Message[],
  chosen: ChatState['chosen'] = {},
): Pick<ChatState, 'messages' | 'chosen'> {
  return { messages: new Map(messages.map((message) => [message.id, message])), chosen }
}

const TREE = [
  ask('q1', null, 1),
  answer('a1', 'q1', 2),
  answer('a2', 'q1', 9),
  ask('q2', 'a1', 3),
  answer('b', 'q2', 4),
]

test('the newest version is visible where nothing was chosen', () => {
  expect(visibleMessages(conversation(TREE)).map(({ id }) => id)).toEqual(['q1', 'a2'])
})

test('a chosen version shows what follows it', () => {
  const state = conversation(TREE, { q1: 'a1' as MessageId })
  expect(visibleMessages(state).map(({ id }) => id)).toEqual(['q1', 'a1', 'q2', 'b'])
})

test('a choice that no longer exists falls back to the newest', () => {
  const state = conversation(TREE, { q1: 'gone' as MessageId })
  expect(visibleMessages(state).map(({ id }) => id)).toEqual(['q1', 'a2'])
})

test('versions know their neighbours', () => {
  const state = conversation([...TREE, answer('a3', 'q1', 10)])
  expect(versionsOf(state, 'a2' as MessageId)).toEqual({ index: 2, count: 3, previousId: 'a1', nextId: 'a3' })
  expect(versionsOf(state, 'b' as MessageId)).toEqual({ index: 1, count: 1 })
})

test('the same state gives the same list, and a growing message leaves the list of ids alone', () => {
  const state = conversation(TREE)
  expect(visibleMessages(state)).toBe(visibleMessages({ ...state }))
  const ids = visibleMessageIds(state)
  const grown = conversation(TREE.map((message) => (message.id === 'a2' ? { ...message, text: 'more' } : message)))
  expect(visibleMessages(grown)).not.toBe(visibleMessages(state))
  expect(visibleMessageIds(grown)).toBe(ids)
})

test('active runs are the answers being made', () => {
  expect(activeRuns(conversation([...TREE, answer('a3', 'q1', 10, 'streaming')]))).toEqual(['a3'])
})

function aChat(id: string, updatedAt: number, changes: Partial<Chat> = {}): Chat {
  return { id: id as ChatId, title: id, createdAt: 0, updatedAt, ...changes }
}

test('chats are grouped by calendar day, pinned ones first', () => {
  const now = new Date(2026, 10, 22, 0, 30).getTime()
  const at = (day: number, hour: number): number => new Date(2026, 10, day, hour).getTime()
  const chats = [
    aChat('tonight', at(22, 0)),
    aChat('last evening', at(21, 23)),
    aChat('days ago', at(15, 1)),
    aChat('long ago', at(14, 23)),
    aChat('kept', at(1, 1), { pinnedAt: 1 }),
  ]
  const groups = chatGroups(chats, now)
  expect(groups.map((group) => [group.name, ...group.chats.map(({ id }) => id)])).toEqual([
    ['pinned', 'kept'],
    ['today', 'tonight'],
    ['yesterday', 'last evening'],
    ['previousWeek', 'days ago'],
    ['older', 'long ago'],
  ])
  expect(chatGroups(chats, now + 60_000)).toBe(groups)
})

test('chats are found by any words of their title', () => {
  const chats = [aChat('A red harbour', 1), aChat('A green hill', 2)]
  expect(searchChats(chats, 'HARB red')).toEqual([chats[0]])
  expect(searchChats(chats, ' ')).toBe(chats)
})

test('a title is one line, cut at a word', () => {
  expect(titleOf(' A\nlighthouse  at dusk ')).toBe('A lighthouse at dusk')
  const long = titleOf('A lighthouse on a rock in the middle of a stormy sea, painted in oil on canvas')
  expect(long).toBe('A lighthouse on a rock in the middle of a stormy sea…')
  expect(titleOf('x'.repeat(200)).length).toBeLessThanOrEqual(60)
  expect(titleOf(`${'x'.repeat(58)}🎨🎨🎨`)).toBe(`${'x'.repeat(58)}…`)
})
