import { expect, test } from 'vitest'
import type { ChatId, MessageId } from '@shared/ids'
import { createAnswer } from '../apply-run'
import type { Message } from '../model'
import { anImageRun, aStoredImage, aTextRun, doneState, openPage } from '../../../../../../tests/support/page/chat-page'
import { createRecentChats, reuseMessages } from './recent-chats'

const id = 'chat' as ChatId
const other = 'other' as ChatId
const place = { messageId: 'run' as MessageId, offset: -40 }
const toMap = (...messages: Message[]) => new Map(messages.map((message) => [message.id, message]))

test('a chat that was left is back at its place in the same frame, and what has changed meanwhile follows', async () => {
  const runs = [anImageRun(doneState(aStoredImage()), 3)]
  const page = openPage({ runs })
  await page.rest()
  await page.chat.getState().openChat(id)
  page.chat.getState().savePlace(place)
  const before = page.chat.getState().messages
  page.chat.getState().newChat()

  void page.chat.getState().openChat(id)
  expect(page.chat.getState()).toMatchObject({ openChatId: id, opening: true, place })
  expect([...page.chat.getState().messages.values()]).toEqual([...before.values()])
  await page.rest()
  // Nothing has changed, so nothing is rendered again.
  expect(page.chat.getState().opening).toBe(false)
  for (const [key, message] of before) expect(page.chat.getState().messages.get(key)).toBe(message)

  page.chat.getState().newChat()
  const { database } = page
  const [attachment] = await database.attachments.toArray()
  await database.attachments.update(attachment!.id, { uploadState: 'uploading' })
  await page.chat.getState().openChat(id)
  expect(page.chat.getState().messages.get('run' as MessageId)).toMatchObject({
    parts: [{ image: { upload: { state: 'uploading' } } }],
  })
})

test('a chat that was read ahead is there in the frame of the click, and nothing is read again', async () => {
  const page = openPage({ runs: [anImageRun(doneState(aStoredImage()), 3)] })
  await page.rest()
  await page.chat.getState().readAhead(id)
  expect(page.chat.getState()).toMatchObject({ openChatId: null })
  const opened = page.chat.getState().openChat(id)
  const { messages } = page.chat.getState()
  expect([...messages.keys()]).toContain('run')
  await opened
  expect(page.chat.getState()).toMatchObject({ openChatId: id, opening: false })
  expect(page.chat.getState().messages).toBe(messages)
})

test('a chat that is opened while it is read ahead is read once', async () => {
  const page = openPage({ runs: [anImageRun(doneState(aStoredImage()), 3)] })
  await page.rest()
  let rows = 0
  page.database.messages.hook('reading', (row) => {
    rows += 1
    return row
  })
  void page.chat.getState().readAhead(id)
  await page.chat.getState().openChat(id)
  expect(page.chat.getState()).toMatchObject({ openChatId: id, opening: false })
  expect(rows).toBe(page.chat.getState().messages.size)
})

test('an answer that ended while its chat was closed is not shown as if it were still being made', async () => {
  const running = anImageRun({ status: 'running', startedAt: 2_000 }, 2)
  const page = openPage({ runs: [running] })
  await page.rest()
  await page.chat.getState().openChat(id)
  expect(page.chat.getState().messages.get('run' as MessageId)).toMatchObject({ status: 'streaming' })
  page.chat.getState().newChat()
  page.bridge.emit('run.changed', anImageRun(doneState(aStoredImage()), 3))
  await page.rest()

  const opened = page.chat.getState().openChat(id)
  const shown = page.chat.getState().messages.get('run' as MessageId)
  expect(shown?.role === 'assistant' && shown.status).not.toBe('streaming')
  await opened
  expect(page.chat.getState().messages.get('run' as MessageId)).toMatchObject({ status: 'done' })
})

test('few chats are remembered, and no more messages than allowed', () => {
  const recent = createRecentChats(3)
  const messages = toMap(createAnswer(anImageRun(doneState(), 3)))
  for (let chat = 0; chat < 8; chat += 1) recent.keep(`chat ${chat}` as ChatId, { messages: new Map(), chosen: {} })
  expect(recent.find('chat 1' as ChatId)).toBeUndefined()
  expect(recent.find('chat 7' as ChatId)).toBeDefined()
  recent.keep(id, { messages, chosen: {} })
  const many = Array.from({ length: 3 }, (_, index) => ({
    ...createAnswer(anImageRun(doneState(), 3)),
    id: `${index}` as MessageId,
  }))
  recent.keep(other, { messages: toMap(...many), chosen: {} })
  expect(recent.find(id)).toBeUndefined()
  expect(recent.find(other)?.messages.size).toBe(3)
  recent.forget(other)
  expect(recent.find(other)).toBeUndefined()
})

test('text that was streamed is not taken back by a snapshot that has less of it', () => {
  const running = (text: string) => createAnswer(aTextRun({ status: 'running', startedAt: 1, text }, 3))
  const shown = toMap(running('All of it'))
  expect(reuseMessages(shown, toMap(running('All')))).toBe(shown)
  expect([...reuseMessages(shown, toMap(running('All of it and more'))).values()]).toMatchObject([
    { text: 'All of it and more' },
  ])
})
