import { expect, test } from 'vitest'
import type { ChatId, MessageId } from '@shared/ids'
import { NO_SESSION } from '@shared/session'
import {
  anImageRun,
  aStoredImage,
  DEFAULT_SEND,
  doneState,
  MemoryStorage,
  openPage,
} from '../../../../../../tests/support/page/chat-page'

const id = 'chat' as ChatId
const runs = [anImageRun(doneState(aStoredImage()), 3)]
const place = { messageId: 'run' as MessageId, offset: -40 }

/** Opens this chat in a page, scrolls to this place and closes the page. */
async function leaveOff() {
  const page = openPage({ runs, tab: new MemoryStorage() })
  await page.rest()
  await page.chat.getState().openChat(id)
  page.chat.getState().savePlace(place)
  page.session.flush()
  return page
}

test('the first frame after a start is the chat that was open, at its place, before anything is read', async () => {
  const { storage, database } = await leaveOff()
  const later = openPage({ storage, name: database.name, idle: true })
  expect(later.chat.getState()).toMatchObject({ openChatId: id, opening: true, place })
  later.chat.start(Promise.resolve([]))
  later.chat.resume(later.session.receive(null))
  await later.rest()
  expect(later.chat.getState()).toMatchObject({ openChatId: id, opening: false, isSettled: true, place })
  expect(later.chat.getState().messages.size).toBe(2)
})

test('what main has kept wins over what the browser remembers, unless the user has gone elsewhere', async () => {
  const { storage, database } = await leaveOff()
  const kept = { ...NO_SESSION, at: 9_000 }
  const later = openPage({ storage, name: database.name })
  later.chat.resume(later.session.receive(kept))
  expect(later.chat.getState()).toMatchObject({ openChatId: null, opening: false, isSettled: true })

  const other = openPage({ name: database.name })
  other.chat.resume(other.session.receive({ ...kept, openChatId: id, place }))
  expect(other.chat.getState()).toMatchObject({ openChatId: id, opening: true, place })
  await other.rest()
  expect(other.chat.getState().messages.size).toBe(2)

  const busy = openPage({ storage, name: database.name })
  busy.chat.getState().newChat()
  busy.chat.resume({ openChatId: id })
  expect(busy.chat.getState().openChatId).toBeNull()
})

test('a chat that is not there any more makes room for a new one, and what was sent to it is sent there', async () => {
  const { storage } = await leaveOff()
  const later = openPage({ storage })
  later.chat.getState().send(DEFAULT_SEND)
  await later.rest()
  const { openChatId, chats } = later.chat.getState()
  expect(openChatId).not.toBe(id)
  expect(chats).toMatchObject([{ id: openChatId, title: DEFAULT_SEND.text }])
})

test('a user who chose a new chat at every start has one in the first frame, but goes on after a reload', async () => {
  const { storage, session, database } = await leaveOff()
  const tab = new MemoryStorage()
  session.change({ startsNew: true })
  session.flush()
  expect(openPage({ storage, idle: true }).chat.getState()).toMatchObject({ openChatId: null, opening: false })
  tab.setItem('easel.session', storage.getItem('easel.session')!)
  const reloaded = openPage({ storage, tab, name: database.name, idle: true })
  expect(reloaded.chat.getState()).toMatchObject({ openChatId: id, opening: true })
})

test('opening another chat, or a new one, is remembered at once', async () => {
  const page = await leaveOff()
  page.chat.getState().newChat()
  expect(page.session.current).toMatchObject({ openChatId: null, place: undefined })
  page.chat.getState().send(DEFAULT_SEND)
  expect(page.session.current.openChatId).toBe(page.chat.getState().openChatId)
})
