import { expect, test } from 'vitest'
import type { ChatId } from '@shared/ids'
import { openPage, DEFAULT_SEND } from '../../../../../../tests/support/page/chat-page'
import { undoNewest } from '@/lib/undo'
import { archiveSeveral, deleteSeveral } from './change-several'
import { extendTo, listSelected, NO_SELECTION, toggleChat } from './select-chats'

const order = ['a', 'b', 'c', 'd', 'e'] as ChatId[]
const [a, b, c, d] = order as [ChatId, ChatId, ChatId, ChatId]

test('chats are added and taken out one by one, and a range begins at the last of them', () => {
  const two = toggleChat(toggleChat(NO_SELECTION, d), b)
  expect(listSelected(two, order)).toEqual([b, d])
  expect(listSelected(toggleChat(two, d), order)).toEqual([b])
  expect(listSelected(extendTo(two, d, order), order)).toEqual([b, c, d])
  expect(toggleChat(toggleChat(NO_SELECTION, b), b)).toEqual(NO_SELECTION)
})

test('a range without a beginning begins at the open chat, shrinks again, and goes both ways', () => {
  const down = extendTo(NO_SELECTION, d, order, b)
  expect(listSelected(down, order)).toEqual([b, c, d])
  expect(listSelected(extendTo(down, c, order), order)).toEqual([b, c])
  expect(listSelected(extendTo(down, a, order), order)).toEqual([a, b])
  expect(listSelected(extendTo(NO_SELECTION, c, order, null), order)).toEqual([c])
})

test('what is not listed any more is not selected', () => {
  expect(listSelected(extendTo(NO_SELECTION, d, order, a), [b, c])).toEqual([b, c])
})

test('several chats are deleted, and archived, with one way back', async () => {
  const { chat, rest } = openPage()
  await rest()
  for (let index = 0; index < 3; index += 1) {
    chat.getState().newChat()
    chat.getState().send(DEFAULT_SEND)
    await rest()
  }
  const ids = chat.getState().chats.map(({ id }) => id)
  const [open, other, last] = ids as [ChatId, ChatId, ChatId]
  deleteSeveral(chat, [open, other])
  expect(chat.getState().chats.map(({ id }) => id)).toEqual([last])
  undoNewest()
  await rest()
  expect(
    chat
      .getState()
      .chats.map(({ id }) => id)
      .toSorted(),
  ).toEqual(ids.toSorted())
  expect(chat.getState().openChatId).toBe(open)

  chat.getState().archiveChat(last, true)
  const before = chat.getState().chats.find(({ id }) => id === last)
  archiveSeveral(chat, ids)
  expect(chat.getState().chats.every(({ archivedAt }) => archivedAt !== undefined)).toBe(true)
  undoNewest()
  expect(chat.getState().chats.filter(({ archivedAt }) => archivedAt !== undefined)).toEqual([before])
})
