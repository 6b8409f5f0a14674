/** A01, the page's part: until main has accepted a prompt, it's a draft, and the history has nothing of it. */
import { expect, test } from 'vitest'
import type { ChatId, MessageId } from '@shared/ids'
import type { Run, RunDraft } from '@shared/run'
import { NO_SESSION } from '@shared/session'
import {
  allRows,
  anImageRun,
  DEFAULT_SEND,
  doneState,
  openPage,
  type Page,
} from '../../../../../tests/support/page/chat-page'

/** Makes main take a start request without answering until `answers` is called. */
function slowMain({ bridge }: Page): { readonly draft: () => RunDraft; readonly answers: () => void } {
  let answers: () => void = () => undefined
  bridge.answer('runs.start', (draft) => new Promise((resolve) => (answers = () => resolve(queued(draft)))))
  return { draft: () => bridge.listInputs('runs.start').at(-1)!, answers: () => answers() }
}

const queued = (draft: RunDraft): Run => ({ ...draft, revision: 1, createdAt: 1_000, state: { status: 'queued' } })

test('A01 a prompt that main never recorded is in the composer at the next start, and nowhere else', async () => {
  const page = openPage()
  slowMain(page)
  page.chat.getState().send(DEFAULT_SEND)
  await page.rest()

  // Killed: the page had no time for a final write.
  const after = openPage({ name: page.database.name, storage: page.storage })
  after.chat.resume(NO_SESSION)
  await after.rest()
  expect(after.chat.getState()).toMatchObject({ chats: [], openChatId: null, newChatDraft: DEFAULT_SEND.text })
  expect(await allRows(after.database)).toMatchObject({ chats: [], messages: [] })
})

test('A01 the same in a chat that exists already', async () => {
  const page = openPage({ runs: [anImageRun(doneState(), 3)] })
  await page.rest()
  slowMain(page)
  await page.chat.getState().openChat('chat' as ChatId)
  page.chat.getState().send(DEFAULT_SEND)
  await page.rest()

  const after = openPage({ name: page.database.name, storage: page.storage })
  await after.rest()
  expect(after.chat.getState().chats).toMatchObject([{ id: 'chat', draft: DEFAULT_SEND.text }])
  expect(await after.database.messages.count()).toBe(2)
})

test('it is in no composer while main makes up its mind, and no draft once it has', async () => {
  const page = openPage()
  const main = slowMain(page)
  page.chat.getState().send(DEFAULT_SEND)
  await page.rest()
  expect(page.chat.getState()).toMatchObject({ newChatDraft: '', chats: [{ draft: undefined }] })
  expect(page.session.current.drafts).toEqual({ new: DEFAULT_SEND.text })

  main.answers()
  await page.rest()
  expect(await page.database.chats.toArray()).toMatchObject([{ title: DEFAULT_SEND.text }])
  expect((await page.database.chats.toArray())[0]).not.toHaveProperty('draft')
  expect(page.session.current.drafts).toEqual({})
})

test('what is typed meanwhile stays', async () => {
  const page = openPage()
  const main = slowMain(page)
  page.chat.getState().send(DEFAULT_SEND)
  await page.rest()
  page.chat.getState().saveDraft(main.draft().place.chatId, 'The next one')
  page.schedule.elapse()
  main.answers()
  await page.rest()
  expect(await page.database.chats.toArray()).toMatchObject([{ draft: 'The next one' }])
})

test('a page that went away before the answer takes no sent prompt for a draft', async () => {
  const page = openPage()
  const main = slowMain(page)
  page.chat.getState().send(DEFAULT_SEND)
  await page.rest()

  const { name } = page.database
  const after = openPage({ name, storage: page.storage, runs: [queued(main.draft())] })
  await after.rest()
  expect(after.chat.getState().chats.map(({ draft }) => draft)).toEqual([undefined])
  expect(after.chat.getState().newChatDraft).toBe('')
  expect((await after.database.chats.toArray())[0]).not.toHaveProperty('draft')
  expect(after.session.current.drafts).toEqual({})
})

test('an answer that main had recorded and lost may have been charged', async () => {
  const page = openPage()
  page.chat.getState().send(DEFAULT_SEND)
  await page.rest()

  const after = openPage({ name: page.database.name })
  await after.rest()
  const [chat] = after.chat.getState().chats
  await after.chat.getState().openChat(chat?.id as ChatId)
  const answer = [...after.chat.getState().messages.values()].find(({ role }) => role === 'assistant')
  expect(after.chat.getState().messages.get(answer?.id as MessageId)).toMatchObject({
    failure: { code: 'run-lost', charge: 'unknown' },
  })
})
