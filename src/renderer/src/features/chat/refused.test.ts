/** An unsent prompt leaves the message box only for as long as main needs to refuse it, and is never in the history. */
import { expect, test, vi } from 'vitest'
import type { ChatId } from '@shared/ids'
import { createParts } from '@shared/request'
import { FailureError, type Failure } from '@shared/failure'
import type { Run, RunDraft } from '@shared/run'
import { readMessageText } from './answer-content'
import { visibleMessages } from './selectors'
import {
  A_FAILURE,
  aStoredImage,
  allRows,
  anImageRun,
  DEFAULT_SEND,
  doneState,
  openPage,
  TEXT_MODEL,
} from '../../../../../tests/support/page/chat-page'

const id = 'chat' as ChatId
const AT_CAP: Failure = { code: 'cap-reached', charge: 'none', at: 4_000 }
const existing = { runs: [anImageRun(doneState(aStoredImage()), 3)] }
const queued = (draft: RunDraft): Run => ({ ...draft, revision: 1, createdAt: 1_000, state: { status: 'queued' } })

/** Refuses only the starts with this prompt. */
function refuseOnly(page: ReturnType<typeof openPage>, prompt: string, failure = A_FAILURE): void {
  page.bridge.answer('runs.start', (draft) => {
    if (draft.place.question.text === prompt) throw new FailureError(failure)
    return queued(draft)
  })
}

test('what the page knows to be refused never leaves the box, and is not asked about', async () => {
  const askFirst = vi.fn<() => void>()
  const page = openPage({ findRefusal: () => ({ failure: AT_CAP, model: DEFAULT_SEND.model }), askFirst })
  const onSent = vi.fn<() => void>()
  page.chat.getState().send(DEFAULT_SEND, onSent)
  await page.rest()
  expect(onSent).not.toHaveBeenCalled()
  expect(askFirst).not.toHaveBeenCalled()
  expect(page.bridge.listInputs('runs.start')).toEqual([])
  expect(page.chat.getState()).toMatchObject({ openChatId: null, chats: [], refusal: { failure: AT_CAP } })
  page.chat.getState().dismissRefusal()
  expect(page.chat.getState().refusal).toBeUndefined()
})

test('what main refuses in a new chat leaves no chat, no message and no row, and the prompt goes back', async () => {
  const page = openPage()
  page.bridge.refuse('runs.start', A_FAILURE)
  page.chat.getState().send(DEFAULT_SEND)
  const from = page.chat.getState().openChatId
  await page.rest()
  page.schedule.elapse()
  await page.rest()
  const state = page.chat.getState()
  expect(state).toMatchObject({ openChatId: null, chats: [], refusal: { failure: A_FAILURE } })
  expect(state.messages.size + state.running.size).toBe(0)
  expect(page.returned).toEqual([{ text: DEFAULT_SEND.text, images: [], to: null, from }])
  expect(await allRows(page.database)).toEqual({ chats: [], messages: [], attachments: [], messageAttachments: [] })
  expect(page.session.current).toMatchObject({ openChatId: null, drafts: { new: DEFAULT_SEND.text } })
})

test('what main refuses in a chat leaves the chat as it was', async () => {
  const page = openPage(existing)
  await page.rest()
  await page.chat.getState().openChat(id)
  const before = { rows: await allRows(page.database), state: page.chat.getState() }
  page.bridge.refuse('runs.start', AT_CAP)
  page.chat.getState().send(DEFAULT_SEND)
  await page.rest()
  const after = page.chat.getState()
  expect(after.messages).toEqual(before.state.messages)
  expect(after.chats[0]).toMatchObject({ updatedAt: before.state.chats[0]?.updatedAt })
  expect(page.returned).toEqual([{ text: DEFAULT_SEND.text, images: [], to: id, from: id }])
  expect(await allRows(page.database)).toEqual(before.rows)
})

test('another version that main refuses goes back to the one before', async () => {
  const page = openPage(existing)
  await page.rest()
  await page.chat.getState().openChat(id)
  page.bridge.refuse('runs.start', AT_CAP)
  page.chat.getState().retry('run' as never)
  expect(visibleMessages(page.chat.getState()).at(-1)).toMatchObject({ status: 'streaming' })
  await page.rest()
  expect(visibleMessages(page.chat.getState()).map((message) => message.id)).toEqual(['question', 'run'])
  expect(page.chat.getState()).toMatchObject({ chosen: {}, refusal: { failure: AT_CAP } })
  expect(page.returned).toEqual([])
})

test('a question that follows a refused one follows what that had followed, on screen, in main and in the rows', async () => {
  const page = openPage(existing)
  await page.rest()
  await page.chat.getState().openChat(id)
  refuseOnly(page, 'Two')
  for (const text of ['One', 'Two', 'Three']) page.chat.getState().send({ ...DEFAULT_SEND, text, model: TEXT_MODEL })
  await page.rest()
  const texts = visibleMessages(page.chat.getState()).map((message) => `${message.role}: ${readMessageText(message)}`)
  expect(texts).toEqual(['user: A lighthouse', 'assistant: ', 'user: One', 'assistant: ', 'user: Three', 'assistant: '])
  const one = page.bridge.listInputs('runs.start').find(({ place }) => place.question.text === 'One')
  const three = page.bridge.listInputs('runs.start').at(-1)
  expect(three).toMatchObject({
    place: { question: { text: 'Three', parentId: one?.id } },
    request: { turns: ['A lighthouse', 'One', 'Three'].map((text) => ({ parts: createParts(text) })) },
  })
  expect(await page.database.messages.get(three!.place.question.id)).toMatchObject({ parentId: one?.id })
})

test('the first of two in a new chat is refused: the chat stays, with the second', async () => {
  const page = openPage()
  refuseOnly(page, 'One')
  page.chat.getState().send({ ...DEFAULT_SEND, text: 'One' })
  page.chat.getState().send({ ...DEFAULT_SEND, text: 'Two' })
  await page.rest()
  expect(visibleMessages(page.chat.getState()).map(readMessageText)).toEqual(['Two', ''])
  expect(page.returned).toMatchObject([{ text: 'One', to: page.chat.getState().openChatId }])
  expect(await page.database.messages.count()).toBe(2)
})

test('a chat of which nothing was sent does not come back because of what was typed in it meanwhile', async () => {
  const page = openPage()
  let refuse: (error: FailureError) => void = () => undefined
  page.bridge.answer('runs.start', () => new Promise((_resolve, reject) => (refuse = reject)))
  page.chat.getState().send(DEFAULT_SEND)
  const chatId = page.chat.getState().openChatId as ChatId
  page.chat.getState().saveDraft(chatId, 'And then')
  page.schedule.elapse()
  await page.rest()
  refuse(new FailureError(A_FAILURE))
  await page.rest()
  const later = openPage({ name: page.database.name })
  await later.rest()
  expect(later.chat.getState().chats).toEqual([])
})

test('where main may have taken it, the placeholder stays and leaves the money in doubt', async () => {
  const page = openPage()
  page.bridge.answer('runs.start', () => Promise.reject(new Error('channel closed')))
  page.chat.getState().send(DEFAULT_SEND)
  await page.rest()
  const [, answer] = visibleMessages(page.chat.getState())
  expect(answer).toMatchObject({ status: 'failed', failure: { code: 'internal-error', charge: 'unknown' } })
  expect(page.returned).toEqual([])
  expect(await page.database.messages.get(answer!.id)).toMatchObject({ status: 'failed' })
})
