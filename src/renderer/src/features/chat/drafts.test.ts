import { expect, test } from 'vitest'
import type { ChatId } from '@shared/ids'
import { anImageRun, DEFAULT_SEND, doneState, MemoryStorage, openPage } from './test-support'

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
