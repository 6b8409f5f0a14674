import { expect, test } from 'vitest'
import type { ChatId } from '@shared/ids'
import { createDrafts } from './drafts'
import { anImageRun, DEFAULT_SEND, doneState, openPage } from './test-support'

const id = 'chat' as ChatId
const runs = [anImageRun(doneState(), 3)]

test('a draft is saved after a pause, and typing before it changes nothing', async () => {
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
  first.chat.stashDrafts()

  const second = openPage({ name: first.database.name, storage: first.storage })
  await second.rest()
  expect(second.chat.getState()).toMatchObject({ newChatDraft: 'Something new', chats: [{ draft: 'Half a thought' }] })
  expect(await second.database.chats.get(id)).toMatchObject({ draft: 'Half a thought' })
})

test('a draft that is in the database and not in the archive yet outlives a page that goes away', async () => {
  const { schedule, storage } = openPage({ idle: true })
  let archive = (): void => undefined
  const parts = { storage, schedule, archived: () => new Promise<void>((resolve) => (archive = resolve)) }
  const kept: [ChatId, string][] = []
  const drafts = createDrafts({ ...parts, keep: (some) => kept.push(...some) })
  drafts.save(id, 'Half a thought')
  schedule.elapse()
  expect(kept).toEqual([[id, 'Half a thought']])
  drafts.stash()

  const after = createDrafts({ ...parts, keep: (some) => kept.push(...some) })
  after.unstash()
  expect(kept).toEqual([
    [id, 'Half a thought'],
    [id, 'Half a thought'],
  ])
  archive()
  await Promise.resolve()
  after.stash()
  expect(storage.getItem('easel.drafts')).toBeNull()
})

test('a draft that was sent does not come back with the next start', async () => {
  const { schedule, storage } = openPage({ idle: true })
  const parts = { storage, schedule, archived: () => new Promise<void>(() => undefined), keep: () => undefined }
  const drafts = createDrafts(parts)
  drafts.save(id, 'Half a thought')
  drafts.flush()
  drafts.drop(id)
  drafts.stash()
  expect(storage.getItem('easel.drafts')).toBeNull()
})

test('sending empties the draft', async () => {
  const { chat, database, storage, rest } = openPage()
  chat.getState().saveDraft(null, DEFAULT_SEND.text)
  chat.getState().send(DEFAULT_SEND)
  await rest()
  expect(storage.getItem('easel.draft')).toBeNull()
  const chatId = chat.getState().openChatId as ChatId
  chat.getState().saveDraft(chatId, 'Next')
  chat.getState().send({ ...DEFAULT_SEND, text: 'Next' })
  await rest()
  expect(await database.chats.get(chatId)).not.toHaveProperty('draft')
})

test('a broken stash does not keep the page from starting', async () => {
  const page = openPage({ idle: true })
  page.storage.setItem('easel.drafts', '{')
  page.chat.start(Promise.resolve([]))
  await page.rest()
  expect(page.chat.getState().ready).toBe(true)
})
