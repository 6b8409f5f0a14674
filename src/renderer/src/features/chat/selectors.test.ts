import { expect, test } from 'vitest'
import type { ChatId, MessageId } from '@shared/ids'
import { withFailure } from './apply-run'
import type { Chat, ChatState, DoneAnswer, Message, UserMessage } from './model'
import { A_FAILURE } from '../../../../../tests/support/page/chat-page'
import { findNeighborChat } from './projects/sections'
import { activeRuns, chatGroups, searchChats, findVersions, visibleMessages } from './selectors'
import { conversationRows } from './shown'

function ask(id: string, parentId: string | null, createdAt: number): UserMessage {
  return {
    role: 'user',
    id: id as MessageId,
    chatId: 'c' as ChatId,
    parentId: parentId as MessageId,
    createdAt,
    text: id,
    inputs: [],
  }
}

function answer(id: string, parentId: string, createdAt: number, changes: Partial<DoneAnswer> = {}): DoneAnswer {
  const asked = { ...ask(id, parentId, createdAt), role: 'assistant', parentId: parentId as MessageId } as const
  const parts = [{ type: 'text', text: id } as const]
  return { ...asked, model: 'demo:image', kind: 'image', status: 'done', revision: 1, bill: {}, parts, ...changes }
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

test('what was asked after an answer that came to nothing goes on below its next version, and not after others', () => {
  const nothing: Message = withFailure(answer('a1', 'q1', 2, { parts: [] }), A_FAILURE)
  const failed = TREE.map((message) => (message.id === 'a1' ? nothing : message))
  expect(visibleMessages(conversation(failed)).map(({ id }) => id)).toEqual(['q1', 'a2', 'q2', 'b'])
  const followed = conversation([...failed, ask('q3', 'a2', 20)])
  expect(visibleMessages(followed).map(({ id }) => id)).toEqual(['q1', 'a2', 'q3'])
  const withText = failed.map((message) =>
    message.id === 'a1' ? { ...nothing, parts: [{ type: 'text', text: 'Half an' } as const] } : message,
  )
  expect(visibleMessages(conversation(withText)).map(({ id }) => id)).toEqual(['q1', 'a2'])
})

test('a choice that no longer exists falls back to the newest', () => {
  const state = conversation(TREE, { q1: 'gone' as MessageId })
  expect(visibleMessages(state).map(({ id }) => id)).toEqual(['q1', 'a2'])
})

test('versions know their neighbors', () => {
  const state = conversation([...TREE, answer('a3', 'q1', 10)])
  expect(findVersions(state, 'a2' as MessageId)).toEqual({ index: 2, count: 3, previousId: 'a1', nextId: 'a3' })
  expect(findVersions(state, 'b' as MessageId)).toEqual({ index: 1, count: 1 })
})

test('a question that was never asked is no version of what it was edited to, and can be left where it is on screen', () => {
  const state = conversation([...TREE, ask('left', 'a2', 20), ask('edited', 'a2', 21), answer('b2', 'edited', 22)])
  const asked = findVersions(state, 'edited' as MessageId)
  const left = findVersions(state, 'left' as MessageId)
  expect(left).toMatchObject({ count: asked.count + 1, nextId: 'edited' })
  expect([asked.previousId, asked.nextId]).not.toContain('left')
})

test('the same state gives the same list, and a growing message leaves the list of ids alone', () => {
  const state = conversation(TREE)
  expect(visibleMessages(state)).toBe(visibleMessages({ ...state }))
  const ids = conversationRows(state)
  const grown = conversation(TREE.map((message) => (message.id === 'a2' ? answer('a2', 'q1', 9) : message)))
  expect(visibleMessages(grown)).not.toBe(visibleMessages(state))
  expect(conversationRows(grown)).toBe(ids)
})

test('active runs are the answers being made', () => {
  const { parts: _, bill: __, ...asked } = answer('a3', 'q1', 10)
  expect(activeRuns(conversation([...TREE, { ...asked, status: 'streaming', text: '' }]))).toEqual(['a3'])
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

test('the next chat is the next one listed, and after the last comes the first', () => {
  const now = new Date(2026, 10, 22, 12).getTime()
  const chats = [aChat('new', now - 1), aChat('old', now - 2), aChat('kept', 1, { pinnedAt: 1 })]
  const next = (open: string | null, step: 1 | -1) =>
    findNeighborChat({ chats, projects: [], openChatId: open as ChatId | null }, step, now)

  expect([next('kept', 1), next('new', 1), next('old', 1)]).toEqual(['new', 'old', 'kept'])
  expect([next('kept', -1), next('new', -1)]).toEqual(['old', 'kept'])
  expect([next(null, 1), next(null, -1)]).toEqual(['kept', 'old'])
  expect(findNeighborChat({ chats: [], projects: [], openChatId: null }, 1, now)).toBeUndefined()
})
