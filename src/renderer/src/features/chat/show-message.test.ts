import { expect, test } from 'vitest'
import type { ChatId, MessageId } from '@shared/ids'
import { conversationRows } from './shown'
import { showMessage } from './show-message'
import { DEFAULT_SEND, openPage } from '../../../../../tests/support/page/chat-page'

test('an answer of another chat, hidden behind a newer version, is chosen and gone to', async () => {
  const { chat, rest } = openPage()
  chat.getState().send(DEFAULT_SEND)
  await rest()
  const chatId = chat.getState().openChatId as ChatId
  const old = conversationRows(chat.getState()).at(-1) as MessageId
  chat.getState().retry(old)
  await rest()
  chat.getState().newChat()

  await showMessage(chat, chatId, old)

  expect(conversationRows(chat.getState()).at(-1)).toBe(old)
  expect(chat.getState()).toMatchObject({ openChatId: chatId, soughtId: old })
})

test('an answer that is gone is not gone to', async () => {
  const { chat, rest } = openPage()
  chat.getState().send(DEFAULT_SEND)
  await rest()
  await showMessage(chat, chat.getState().openChatId as ChatId, 'gone' as MessageId)
  expect(chat.getState().soughtId).toBeUndefined()
})
