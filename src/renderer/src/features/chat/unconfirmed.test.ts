/** A01, the page's part: a prompt stays a draft until main has its run on the disk. */
import { expect, test } from 'vitest'
import type { ChatId, MessageId } from '@shared/ids'
import type { Run, RunDraft } from '@shared/run'
import { DEFAULT_SEND, openPage, type Page } from './test-support'

/** Main takes the start and says nothing until told to. */
function slowMain({ bridge }: Page): { readonly draft: () => RunDraft; readonly answers: () => void } {
  let answers: () => void = () => undefined
  bridge.answer('runs.start', (draft) => new Promise((resolve) => (answers = () => resolve(queued(draft)))))
  return { draft: () => bridge.inputsOf('runs.start').at(-1)!, answers: () => answers() }
}

const queued = (draft: RunDraft): Run => ({ ...draft, revision: 1, createdAt: 1_000, state: { status: 'queued' } })

test('A01 a prompt whose run main never recorded is in the composer at the next start, and told as not sent', async () => {
  const page = openPage()
  const main = slowMain(page)
  page.chat.getState().send(DEFAULT_SEND)
  await page.rest()
  const { id, place } = main.draft()

  const after = openPage({ name: page.database.name })
  await after.rest()
  expect(after.chat.getState().chats).toMatchObject([{ id: place.chatId, draft: DEFAULT_SEND.text }])
  await after.chat.getState().openChat(place.chatId)
  expect(after.chat.getState().messages.get(id)).toMatchObject({
    status: 'failed',
    failure: { code: 'not-sent', charge: 'none' },
  })
})

test('it stands in no composer while main makes up its mind, and is no draft once it has', async () => {
  const page = openPage()
  const main = slowMain(page)
  page.chat.getState().send(DEFAULT_SEND)
  await page.rest()
  expect(page.chat.getState().chats).toMatchObject([{ draft: undefined }])

  main.answers()
  await page.rest()
  expect(await page.database.chats.toArray()).toMatchObject([{ title: DEFAULT_SEND.text }])
  expect((await page.database.chats.toArray())[0]).not.toHaveProperty('draft')
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

test('a page that was reloaded before the answer takes no sent prompt for a draft', async () => {
  const page = openPage()
  const main = slowMain(page)
  page.chat.getState().send(DEFAULT_SEND)
  await page.rest()

  const after = openPage({ name: page.database.name, runs: [queued(main.draft())] })
  await after.rest()
  expect(after.chat.getState().chats.map(({ draft }) => draft)).toEqual([undefined])
  expect((await after.database.chats.toArray())[0]).not.toHaveProperty('draft')
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
