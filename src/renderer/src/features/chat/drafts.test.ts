import { expect, test } from 'vitest'
import type { ChatId, MessageId } from '@shared/ids'
import {
  A_FAILURE,
  aHash,
  anImageRun,
  anInput,
  DEFAULT_SEND,
  doneState,
  MemoryStorage,
  openPage,
} from '../../../../../tests/support/page/chat-page'

const id = 'chat' as ChatId
const runs = [anImageRun(doneState(), 3)]

test('a draft reaches the row after a pause, and typing before it changes nothing on screen', async () => {
  const { chat, database, schedule, rest } = openPage({ runs })
  await rest()
  const before = chat.getState()
  chat.getState().saveDraft(id, 'Half a')
  chat.getState().saveDraft(id, 'Half a thought')
  expect(chat.getState()).toBe(before)
  schedule.elapse()
  await rest()
  expect(await database.chats.get(id)).toMatchObject({ draft: 'Half a thought' })
})

test('however long somebody types without a pause, the session has it at once', async () => {
  const { chat, session, rest } = openPage({ runs })
  await rest()
  for (const text of ['H', 'Ha', 'Hal', 'Half']) {
    chat.getState().saveDraft(id, text)
    chat.getState().saveDraft(null, `new ${text}`)
    expect(session.current.drafts).toEqual({ [id]: text, new: `new ${text}` })
  }
})

test('leaving a chat saves its draft at once', async () => {
  const { chat, rest } = openPage({ runs })
  await rest()
  await chat.getState().openChat(id)
  chat.getState().saveDraft(id, 'Half a thought')
  chat.getState().newChat()
  expect(chat.getState().chats).toMatchObject([{ draft: 'Half a thought' }])
})

test('a draft survives a page that goes away before the pause', async () => {
  const first = openPage({ runs })
  await first.rest()
  first.chat.getState().saveDraft(id, 'Half a thought')
  first.chat.getState().saveDraft(null, 'Something new')
  first.session.flush()

  const second = openPage({ name: first.database.name, storage: first.storage })
  await second.rest()
  expect(second.chat.getState()).toMatchObject({ newChatDraft: 'Something new', chats: [{ draft: 'Half a thought' }] })
  expect(await second.database.chats.get(id)).toMatchObject({ draft: 'Half a thought' })
})

test('a draft stays in the session until its row is in both copies', async () => {
  let hasArchive: (value: void) => void = () => undefined
  const archived = new Promise<void>((resolve) => (hasArchive = resolve))
  const { chat, session, schedule, rest } = openPage({ runs, archived })
  await rest()
  chat.getState().saveDraft(id, 'Half a thought')
  schedule.elapse()
  await rest()
  expect(session.current.drafts).toEqual({ [id]: 'Half a thought' })
  hasArchive()
  await rest()
  expect(session.current.drafts).toEqual({})
})

test('the draft of the open chat stays in the session, and is there after a start before any row is read', async () => {
  const first = openPage({ runs })
  await first.rest()
  await first.chat.getState().openChat(id)
  first.chat.getState().saveDraft(id, 'Half a thought')
  first.schedule.elapse()
  await first.rest()
  expect(first.session.current.drafts).toEqual({ [id]: 'Half a thought' })

  const second = openPage({ name: first.database.name, storage: first.storage })
  expect(second.chat.getState().readKeptDraft(id)).toBe('Half a thought')
})

test('a box that was emptied is empty after the next start, although the row still had the text', async () => {
  const first = openPage({ runs })
  await first.rest()
  first.chat.getState().saveDraft(id, 'Half a thought')
  first.schedule.elapse()
  await first.rest()
  first.chat.getState().saveDraft(id, '')
  first.session.flush()
  const second = openPage({ name: first.database.name, storage: first.storage })
  await second.rest()
  expect(second.chat.getState().chats[0]).not.toHaveProperty('draft', 'Half a thought')
})

test('sending empties the draft', async () => {
  const { chat, database, session, rest } = openPage()
  chat.getState().saveDraft(null, DEFAULT_SEND.text)
  chat.getState().send(DEFAULT_SEND)
  await rest()
  expect(session.current.drafts).toEqual({})
  expect(chat.getState().newChatDraft).toBe('')
  const chatId = chat.getState().openChatId as ChatId
  chat.getState().saveDraft(chatId, 'Next')
  chat.getState().send({ ...DEFAULT_SEND, text: 'Next' })
  await rest()
  expect(await database.chats.get(chatId)).not.toHaveProperty('draft')
  expect(session.current.drafts).toEqual({})
})

test('broken drafts of an earlier Easel do not keep the page from starting', async () => {
  const storage = new MemoryStorage()
  storage.setItem('easel.drafts', '{')
  const page = openPage({ storage })
  await page.rest()
  expect(page.chat.getState().ready).toBe(true)
})

const one = anInput({ hash: aHash('b') })
const other = anInput({ hash: aHash('c') })

test('attached images are there after a restart, for the new chat and for others', async () => {
  const first = openPage({ runs })
  await first.rest()
  first.chat.getState().saveAttached(null, [one])
  first.chat.getState().saveAttached(id, [one, other])
  first.session.flush()
  const second = openPage({ name: first.database.name, storage: first.storage })
  await second.rest()
  expect(second.chat.getState().attached).toEqual({ new: [one], [id]: [one, other] })
  second.chat.getState().saveAttached(id, [])
  expect(second.session.current.attached).toEqual({ new: [one] })
})

test('what main has kept of them counts, once it is heard', async () => {
  const page = openPage({ idle: true })
  page.session.receive({ at: 9_000, openChatId: null, drafts: {}, attached: { new: [one] } })
  page.chat.resume({ openChatId: null })
  expect(page.chat.getState().attached).toEqual({ new: [one] })
})

test('sent images leave the message box at once, and the session when main has taken them', async () => {
  const { chat, session, rest } = openPage()
  chat.getState().saveAttached(null, [one])
  chat.getState().send({ ...DEFAULT_SEND, inputs: [one] })
  expect(chat.getState().attached).toEqual({ new: [] })
  expect(session.current.attached).toEqual({ new: [one] })
  await rest()
  expect(session.current.attached).toEqual({})
})

test('what main refuses is still in the session, and handed back with its images', async () => {
  const { bridge, chat, session, returned, rest } = openPage()
  bridge.refuse('runs.start', A_FAILURE)
  chat.getState().send({ ...DEFAULT_SEND, inputs: [one] })
  await rest()
  expect(session.current.attached).toEqual({ new: [one] })
  expect(returned).toMatchObject([{ text: DEFAULT_SEND.text, images: [one] }])
})

test('what an earlier page had sent before it went away is no draft any more, with its images', async () => {
  const question = { id: 'q' as MessageId, parentId: null, text: 'At night', inputs: [one] }
  const run = anImageRun(doneState(), 3, { place: { chatId: id, chatTitle: 'At night', question } })
  const first = openPage({ idle: true })
  first.chat.getState().saveDraft(null, 'At night')
  first.chat.getState().saveAttached(null, [one])
  first.chat.getState().saveAttached('another' as ChatId, [one])
  first.session.flush()
  const second = openPage({ name: first.database.name, storage: first.storage, runs: [run] })
  await second.rest()
  expect(second.session.current.attached).toEqual({ another: [one] })
  expect(second.chat.getState().attached).toEqual({ another: [one] })
})
