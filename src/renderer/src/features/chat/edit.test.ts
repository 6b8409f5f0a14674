/** An edited question is a version next to the old one, and a branch is a copy that isn't charged again. */
import { expect, test, vi } from 'vitest'
import type { ChatId, MessageId } from '@shared/ids'
import { DEFAULT_IMAGE_OPTIONS } from '@shared/image-options'
import { FailureError, type Failure } from '@shared/failure'
import type { Run, RunDraft } from '@shared/run'
import { findMaker } from './attached'
import { readMessageText } from './answer-content'
import { findVersions, visibleMessages } from './selectors'
import {
  A_FAILURE,
  aHash,
  aStoredImage,
  allRows,
  anImageRun,
  anInput,
  aTextRun,
  DEFAULT_SEND,
  doneState,
  doneText,
  IMAGE_MODEL,
  openPage,
  TEXT_MODEL,
  type Page,
} from '../../../../../tests/support/page/chat-page'

const chatId = 'chat' as ChatId
const questionId = 'question' as MessageId
const answerId = 'run' as MessageId
const NAME = (title: string): string => `${title} (branch)`
const AT_CAP: Failure = { code: 'cap-reached', charge: 'none', at: 4_000 }
const queued = (draft: RunDraft): Run => ({ ...draft, revision: 1, createdAt: 1_000, state: { status: 'queued' } })

async function openExisting(runs: readonly Run[] = [anImageRun(doneState(aStoredImage()), 3)]): Promise<Page> {
  const page = openPage({ runs })
  page.bridge.answer('runs.start', queued)
  await page.rest()
  await page.chat.getState().openChat(chatId)
  return page
}

const readPath = (page: Page): readonly string[] => visibleMessages(page.chat.getState()).map(readMessageText)

test('an edited question is shown with an answer of its own, and the old one stays one step away', async () => {
  const page = await openExisting()
  page.chat.getState().edit(questionId, DEFAULT_SEND)
  await page.rest()
  expect(page.bridge.listInputs('runs.start')).toEqual([
    expect.objectContaining({
      place: expect.objectContaining({ question: expect.objectContaining({ parentId: null, text: 'A harbour' }) }),
    }),
  ])
  const [question] = visibleMessages(page.chat.getState())
  expect(readPath(page)[0]).toBe('A harbour')
  expect(findVersions(page.chat.getState(), question!.id)).toMatchObject({ index: 2, count: 2, previousId: questionId })

  page.chat.getState().chooseVersion(questionId)
  expect(visibleMessages(page.chat.getState()).map(({ id }) => id)).toEqual([questionId, answerId])
})

test('editing an older version shows the new one, and a refusal shows the older one again', async () => {
  const page = await openExisting()
  page.chat.getState().edit(questionId, DEFAULT_SEND)
  await page.rest()
  page.chat.getState().chooseVersion(questionId)
  page.chat.getState().edit(questionId, { ...DEFAULT_SEND, text: 'A beach' })
  await page.rest()
  expect(readPath(page)[0]).toBe('A beach')

  page.chat.getState().chooseVersion(questionId)
  page.bridge.answer('runs.start', () => {
    throw new FailureError(A_FAILURE)
  })
  page.chat.getState().edit(questionId, { ...DEFAULT_SEND, text: 'A dune' })
  expect(readPath(page)[0]).toBe('A dune')
  await page.rest()
  expect(readPath(page)[0]).toBe('A lighthouse')
})

test('the chosen version of a question is there again after a restart', async () => {
  const page = await openExisting()
  page.chat.getState().edit(questionId, DEFAULT_SEND)
  await page.rest()
  page.chat.getState().chooseVersion(questionId)
  await page.rest()
  const again = openPage({ name: page.database.name })
  await again.rest()
  await again.chat.getState().openChat(chatId)
  expect(visibleMessages(again.chat.getState())[0]?.id).toBe(questionId)
})

test('what was asked before the edited question is sent with it, what came after is not', async () => {
  const place = {
    chatId,
    chatTitle: 'Fog',
    question: { id: 'second' as MessageId, parentId: answerId, text: 'And now?' },
  }
  const first = aTextRun(doneText('Fog is water.'), 3)
  const second = aTextRun(doneText('Still water.'), 3, { id: 'other' as MessageId, place, createdAt: 2_000 })
  const page = await openExisting([first, second])
  page.chat.getState().edit('second' as MessageId, { ...DEFAULT_SEND, text: 'And snow?', model: TEXT_MODEL })
  await page.rest()
  expect(readPath(page)).toEqual(['A lighthouse', 'Fog is water.', 'And snow?', ''])
  const [draft] = page.bridge.listInputs('runs.start')
  expect(JSON.stringify(draft)).not.toContain('Still water.')
  expect(draft).toMatchObject({ request: { turns: [{ role: 'user' }, { role: 'assistant' }, { role: 'user' }] } })
})

test('an edit that main refuses leaves the chat as it was, and goes back to where it was typed', async () => {
  const page = await openExisting()
  const before = { rows: await allRows(page.database), state: page.chat.getState() }
  page.bridge.answer('runs.start', () => {
    throw new FailureError(A_FAILURE)
  })
  const onRefused = vi.fn<() => void>()
  page.chat.getState().edit(questionId, DEFAULT_SEND, { onRefused })
  await page.rest()
  expect(onRefused).toHaveBeenCalledOnce()
  expect(page.returned).toEqual([])
  const { messages, chosen, refusal } = page.chat.getState()
  expect(messages).toEqual(before.state.messages)
  expect(chosen).toEqual(before.state.chosen)
  expect(refusal).toMatchObject({ failure: A_FAILURE })
  expect(await allRows(page.database)).toEqual(before.rows)
})

test('an edit beyond a cap is not sent, and stays where it is typed', async () => {
  const page = openPage({
    runs: [anImageRun(doneState(aStoredImage()), 3)],
    findRefusal: () => ({ failure: AT_CAP, model: DEFAULT_SEND.model }),
  })
  await page.rest()
  await page.chat.getState().openChat(chatId)
  const onSent = vi.fn<() => void>()
  page.chat.getState().edit(questionId, DEFAULT_SEND, { onSent })
  expect(onSent).not.toHaveBeenCalled()
  expect(page.bridge.listInputs('runs.start')).toEqual([])
  expect(page.chat.getState().refusal).toMatchObject({ failure: AT_CAP })
})

test('what stands in the message box stays there while a question is edited', async () => {
  const page = await openExisting()
  page.chat.getState().saveDraft(chatId, 'for later')
  page.schedule.elapse()
  page.chat.getState().edit(questionId, DEFAULT_SEND)
  await page.rest()
  page.schedule.elapse()
  await page.rest()
  expect(page.chat.getState().chats[0]?.draft).toBe('for later')
})

test('a branch holds what is on screen up to a message, with the same image files, and asks for nothing', async () => {
  const input = anInput({ attachmentId: 'photo:0' as never, hash: aHash('b') })
  const question = { id: questionId, parentId: null, text: 'A lighthouse', inputs: [input] }
  const page = await openExisting([
    anImageRun(doneState(aStoredImage()), 3, { place: { chatId, chatTitle: 'A lighthouse', question } }),
  ])
  page.chat.getState().send({ ...DEFAULT_SEND, text: 'Later' })
  await page.rest()
  const starts = page.bridge.listInputs('runs.start').length
  const before = await allRows(page.database)

  await page.chat.getState().branch(answerId, NAME)
  const { openChatId, chats, messages } = page.chat.getState()
  expect(chats.find(({ id }) => id === openChatId)).toMatchObject({ title: 'A lighthouse (branch)' })
  expect(visibleMessages(page.chat.getState())).toEqual([
    expect.objectContaining({ role: 'user', chatId: openChatId, parentId: null, inputs: [input] }),
    expect.objectContaining({
      copiedFrom: answerId,
      status: 'done',
      parts: [{ type: 'image', image: aStoredImage() }],
      bill: { cost: { amount: 53_000, source: 'computed' } },
    }),
  ])
  expect(messages.has(answerId)).toBe(false)
  await page.rest()
  const after = await allRows(page.database)
  expect(after.attachments).toEqual(before.attachments)
  expect(after.messages).toEqual(expect.arrayContaining([...before.messages]))
  expect(page.bridge.listInputs('runs.start')).toHaveLength(starts)
})

test('a branch goes on by itself: what is asked in it is not in the chat that it came from', async () => {
  const page = await openExisting()
  await page.chat.getState().branch(answerId, NAME)
  const branch = page.chat.getState().openChatId
  page.chat.getState().send(DEFAULT_SEND)
  await page.rest()
  expect(readPath(page)).toEqual(['A lighthouse', '', 'A harbour', ''])
  await page.chat.getState().openChat(chatId)
  expect(readPath(page)).toEqual(['A lighthouse', ''])
  expect(branch).not.toBe(chatId)
})

test('an image that a branch shows is still known by the prompt that made it', async () => {
  const page = await openExisting()
  await page.chat.getState().branch(answerId, NAME)
  expect(findMaker(page.chat.getState(), anInput())).toMatchObject({ prompt: 'A lighthouse', copiedFrom: answerId })
})

test('the history of an image has its answer once, however many branches show it', async () => {
  const page = await openExisting()
  await page.chat.getState().branch(answerId, NAME)
  const data = await page.chat.data()
  const family = await data.families.find(aStoredImage().attachmentId)
  expect(family.answers.map(({ answer }) => answer.id)).toEqual([answerId])
})

test('a branch has no countdown of its own: a retry that is due belongs to the original', async () => {
  const again = { at: 9_000, attempt: 1, of: 3 }
  const failure: Failure = { code: 'rate-limited', charge: 'none', at: 4_000, again, hasAnswer: true }
  const page = await openExisting([anImageRun({ status: 'failed', finishedAt: 3_000, parts: [], failure }, 3)])
  await page.chat.getState().branch(answerId, NAME)
  expect(visibleMessages(page.chat.getState())[1]).toMatchObject({
    status: 'failed',
    failure: { code: 'rate-limited', charge: 'none', at: 4_000 },
  })
  expect(JSON.stringify(visibleMessages(page.chat.getState())[1])).not.toContain('again')
})

test('a branch of a branch points to the answer that was paid for', async () => {
  const page = await openExisting()
  await page.chat.getState().branch(answerId, NAME)
  const copy = visibleMessages(page.chat.getState())[1]!
  await page.chat.getState().branch(copy.id, NAME)
  expect(visibleMessages(page.chat.getState())[1]).toMatchObject({ copiedFrom: answerId })
  expect(page.chat.getState().chats).toHaveLength(3)
})

test('an answer that is being made is not copied, and no chat is left behind', async () => {
  const page = await openExisting()
  page.chat.getState().retry(answerId, { model: IMAGE_MODEL, options: DEFAULT_IMAGE_OPTIONS })
  await page.rest()
  const running = visibleMessages(page.chat.getState())[1]!
  await expect(page.chat.getState().branch(running.id, NAME)).rejects.toThrow('still being made')
  expect(page.chat.getState().chats).toHaveLength(1)
  expect((await allRows(page.database)).chats).toHaveLength(1)
})
