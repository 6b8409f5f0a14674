/** A chat's settings for text models: stored per chat, sent with each message, and never lost. */
import { expect, test } from 'vitest'
import type { ChatId } from '@shared/ids'
import type { RunDraft } from '@shared/run'
import { toChat } from './mapping'
import {
  A_FAILURE,
  DEFAULT_SEND,
  doneState,
  openPage,
  TEXT_MODEL,
  type Page,
} from '../../../../../tests/support/page/chat-page'
import { getSettings } from './selectors'

const send = { ...DEFAULT_SEND, model: TEXT_MODEL }
const settings = { instructions: ' Be brief. ', temperature: 0.5, maxOutput: 400 } as const

function lastRequest({ bridge }: Page): RunDraft['request'] | undefined {
  return bridge.listInputs('runs.start').at(-1)?.request
}

test('instructions go with each message to a text model, and to no image model', async () => {
  const page = openPage()
  const { chat, rest } = page
  chat.getState().saveSettings(null, settings)
  chat.getState().send(send)
  await rest()
  expect(lastRequest(page)).toMatchObject({ kind: 'text', instructions: 'Be brief.' })
  // The demo supports none of the other settings.
  expect(lastRequest(page)).not.toHaveProperty('settings')

  chat.getState().send({ ...send, model: 'openai:gpt-6.1-terra' })
  await rest()
  expect(lastRequest(page)).toMatchObject({ instructions: 'Be brief.', settings: { maxOutput: 400 } })

  chat.getState().send(DEFAULT_SEND)
  await rest()
  expect(lastRequest(page)).not.toHaveProperty('instructions')
})

test('what was set in the new chat belongs to the chat that is made of it, and the next new chat has none', async () => {
  const page = openPage()
  const { chat, session, database, rest } = page
  chat.getState().saveSettings(null, settings)
  expect(session.current.settings).toEqual(settings)
  chat.getState().send(send)
  await rest()
  const [row] = await database.chats.toArray()
  expect(row?.settings).toEqual(settings)
  expect(getSettings(chat.getState())).toEqual(settings)
  expect(session.current.settings).toBeUndefined()

  chat.getState().newChat()
  expect(getSettings(chat.getState())).toBeUndefined()
})

test('a reload before the row of a new chat is written keeps its settings: main’s run does not know them', async () => {
  const first = openPage()
  first.chat.getState().saveSettings(null, settings)
  first.chat.getState().send(send)
  await first.rest()
  first.session.flush()
  const draft = first.bridge.listInputs('runs.start').at(-1)!
  const state = { ...doneState(), parts: [{ type: 'text', text: 'Hello.' }] } as const

  // A database that contains none of it.
  const second = openPage({ storage: first.storage, runs: [{ ...draft, revision: 2, createdAt: 1, state }] })
  await second.rest()
  const [row] = await second.database.chats.toArray()
  expect(row).toMatchObject({ id: draft.place.chatId, settings })
  expect(second.chat.getState().chats[0]?.settings).toEqual(settings)
})

test('what main refuses leaves the settings in the new chat', async () => {
  const page = openPage()
  const { bridge, chat, session, rest } = page
  bridge.refuse('runs.start', A_FAILURE)
  chat.getState().saveSettings(null, settings)
  chat.getState().send(send)
  await rest()
  expect(chat.getState().openChatId).toBeNull()
  expect(getSettings(chat.getState())).toEqual(settings)
  expect(session.current.settings).toEqual(settings)
})

test('they are changed and removed in a chat that has rows, and read back', async () => {
  const page = openPage()
  const { chat, database, rest } = page
  chat.getState().send(send)
  await rest()
  const id = chat.getState().openChatId!
  chat.getState().saveSettings(id, settings)
  await rest()
  expect(toChat((await database.chats.get(id))!)).toMatchObject({ settings })
  chat.getState().saveSettings(id, undefined)
  await rest()
  expect(await database.chats.get(id)).not.toHaveProperty('settings')
})

test('a row of a later version costs none of the settings that are understood', () => {
  const row = { id: 'chat' as ChatId, title: 'A', createdAt: 1, updatedAt: 1, chosen: {} }
  const later = { instructions: 'Be brief.', effort: 'extreme' } as never
  expect(toChat({ ...row, settings: later })).toMatchObject({ settings: { instructions: 'Be brief.' } })
  expect(toChat(row)).not.toHaveProperty('settings')
})
