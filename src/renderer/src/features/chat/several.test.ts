/** One prompt to several models: answers side by side, with the real store and database. */
import { expect, test } from 'vitest'
import type { ChatId, MessageId, RunId } from '@shared/ids'
import type { Run } from '@shared/run'
import type { Failure } from '@shared/failure'
import { visibleMessages } from './selectors'
import { conversationRows, countGroup, findGroup, findShownVersions, shownMessages } from './shown'
import {
  A_FAILURE,
  allRows,
  aStoredImage,
  DEFAULT_SEND,
  doneState,
  openPage,
  type Page,
} from '../../../../../tests/support/page/chat-page'

const options = DEFAULT_SEND.options
const SEVERAL = {
  ...DEFAULT_SEND,
  others: [
    { model: 'openai:gpt-image-2', options },
    { model: 'openai:gpt-image-2.5-flare', options },
  ],
  wish: {
    model: DEFAULT_SEND.model,
    options,
    models: [DEFAULT_SEND.model, 'openai:gpt-image-2', 'openai:gpt-image-2.5-flare'],
  },
} as const

/** Sends to three models, and returns their runs as main has them. */
async function sendToThree(page: Page): Promise<readonly [Run, Run, Run]> {
  page.chat.getState().send(SEVERAL)
  await page.rest()
  const drafts = page.bridge.listInputs('runs.startTogether').at(-1) ?? []
  const [one, two, three] = drafts.map((draft): Run => ({
    ...draft,
    revision: 1,
    createdAt: 1_000,
    state: { status: 'queued' },
  }))
  return [one!, two!, three!]
}

const done = (run: Run): Run => ({ ...run, revision: run.revision + 1, state: doneState(aStoredImage()) })
const failure: Failure = { code: 'provider-down', charge: 'unknown', at: 4_000 }
const failed = (run: Run): Run => ({
  ...run,
  revision: run.revision + 1,
  state: { status: 'failed', failure, finishedAt: 4_000, parts: [] },
})
const group = ({ chat }: Page, id: MessageId) => findGroup(chat.getState(), id)?.map((answer) => answer.id)
const path = ({ chat }: Page) => visibleMessages(chat.getState()).map(({ id }) => id)

test('one question gets one answer for each model, asked for at once, and one row in the conversation', async () => {
  const page = openPage()
  const runs = await sendToThree(page)
  const ids = runs.map(({ id }) => id)
  expect(page.bridge.listInputs('runs.startTogether')).toHaveLength(1)
  expect(page.bridge.listInputs('runs.start')).toEqual([])
  expect(runs.map(({ place, request }) => [place.slot, request.model])).toEqual([
    [0, 'demo:image'],
    [1, 'openai:gpt-image-2'],
    [2, 'openai:gpt-image-2.5-flare'],
  ])
  expect(new Set(runs.map(({ place }) => place.question.id)).size).toBe(1)
  expect(group(page, ids[0]!)).toEqual(ids)
  expect(conversationRows(page.chat.getState())).toHaveLength(2)
  expect(
    shownMessages(page.chat.getState())
      .slice(1)
      .map(({ id }) => id),
  ).toEqual(ids)
  expect(page.chat.getState().chats[0]).toMatchObject({ models: SEVERAL.wish.models })
})

test('the same answers stand side by side after a restart, from the rows', async () => {
  const name = 'several-restart'
  const page = openPage({ name })
  const runs = await sendToThree(page)
  for (const run of runs) page.bridge.emit('run.changed', done(run))
  await page.rest()
  const again = openPage({ name })
  await again.rest()
  await again.chat.getState().openChat(runs[0].place.chatId)
  expect(group(again, runs[2].id)).toEqual(runs.map(({ id }) => id))
  expect(again.chat.getState().chats[0]).toMatchObject({ models: SEVERAL.wish.models })
})

test('a page that has lost its rows learns from main which answers belong together', async () => {
  const page = openPage()
  const runs = await sendToThree(page)
  const again = openPage({ runs: runs.map(done) })
  await again.rest()
  await again.chat.getState().openChat(runs[0].place.chatId)
  expect(group(again, runs[0].id)).toHaveLength(3)
})

test('what main refuses leaves none of them, and the prompt goes back once', async () => {
  const page = openPage()
  page.bridge.refuse('runs.startTogether', A_FAILURE)
  page.chat.getState().send(SEVERAL)
  await page.rest()
  expect(page.chat.getState()).toMatchObject({ chats: [], openChatId: null, refusal: { failure: A_FAILURE } })
  expect(page.chat.getState().messages.size + page.chat.getState().running.size).toBe(0)
  expect(page.returned).toHaveLength(1)
  expect(await allRows(page.database)).toMatchObject({ chats: [], messages: [] })
})

test('until one is kept, the chat goes on with the first that has not failed', async () => {
  const page = openPage()
  const [one, two, three] = await sendToThree(page)
  expect(path(page).at(-1)).toBe(one.id)
  page.bridge.emit('run.changed', failed(one))
  page.bridge.emit('run.changed', done(three))
  expect(path(page).at(-1)).toBe(two.id)
  page.chat.getState().send({ ...DEFAULT_SEND, text: 'And at dawn' })
  await page.rest()
  expect(page.bridge.listInputs('runs.start').at(-1)?.place.question.parentId).toBe(two.id)
  // Still side by side, and the follow-up stays below the answer that it was about.
  page.bridge.emit('run.changed', failed(two))
  expect(group(page, three.id)).toHaveLength(3)
  expect(path(page)).toHaveLength(4)
  expect(path(page)[1]).toBe(two.id)
})

test('the answer that is kept is the version that the chat goes on with, and the others are its versions', async () => {
  const name = 'several-kept'
  const page = openPage({ name })
  const runs = await sendToThree(page)
  for (const run of runs) page.bridge.emit('run.changed', done(run))
  page.chat.getState().keepAnswer(runs[2].id)
  await page.rest()
  expect(group(page, runs[2].id)).toBeUndefined()
  expect(path(page).at(-1)).toBe(runs[2].id)
  expect(findShownVersions(page.chat.getState(), runs[2].id)).toMatchObject({ index: 3, count: 3 })
  expect(countGroup(page.chat.getState(), runs[2].id)).toBe(3)

  const again = openPage({ name })
  await again.rest()
  await again.chat.getState().openChat(runs[0].place.chatId as ChatId)
  expect(path(again).at(-1)).toBe(runs[2].id)
  again.chat.getState().showTogether(runs[2].id)
  expect(group(again, runs[2].id)).toEqual(runs.map(({ id }) => id))
})

test('an answer that is asked for again stays in its place, beside the others', async () => {
  const page = openPage()
  const [one, two, three] = await sendToThree(page)
  for (const run of [one, three]) page.bridge.emit('run.changed', done(run))
  page.bridge.emit('run.changed', failed(two))
  page.chat.getState().retry(two.id)
  await page.rest()
  const again = page.bridge.listInputs('runs.start').at(-1)!
  expect(again.place.slot).toBe(1)
  expect(group(page, one.id)).toEqual([one.id, again.id, three.id])
  expect(findShownVersions(page.chat.getState(), again.id)).toMatchObject({ index: 2, count: 2, previousId: two.id })
  page.chat.getState().chooseVersion(two.id)
  expect(group(page, one.id)).toEqual([one.id, two.id, three.id])
})

test('another try that main refuses goes back to the one before, beside the others', async () => {
  const page = openPage()
  const [one, two, three] = await sendToThree(page)
  for (const run of [one, two, three]) page.bridge.emit('run.changed', done(run))
  page.bridge.refuse('runs.start', A_FAILURE)
  page.chat.getState().retry(two.id)
  await page.rest()
  expect(group(page, one.id)).toEqual([one.id, two.id, three.id])
  expect(page.chat.getState().chosen).toEqual({})
})

test('a version that knows no place, as Easel before groups writes it, makes all of them versions again', async () => {
  const page = openPage()
  const runs = await sendToThree(page)
  const { slot: _, ...place } = runs[0].place
  page.bridge.emit('run.changed', done({ ...runs[0], id: 'older' as RunId, place }))
  await page.rest()
  expect(group(page, runs[0].id)).toBeUndefined()
  expect(findShownVersions(page.chat.getState(), runs[0].id)).toMatchObject({ count: 4 })
})

test('the next prompt of a chat goes to one model again where one was chosen', async () => {
  const page = openPage()
  await sendToThree(page)
  page.chat.getState().send(DEFAULT_SEND)
  await page.rest()
  expect(page.chat.getState().chats[0]?.models).toBeUndefined()
  expect(await page.database.chats.toArray()).toMatchObject([{ model: DEFAULT_SEND.model }])
  expect((await page.database.chats.toArray())[0]).not.toHaveProperty('models')
})
