/** Images attached to a question: sent, stored, and never mistaken for images that an answer made. */
import { expect, test } from 'vitest'
import type { AttachmentId, ChatId, MessageId, RunId } from '@shared/ids'
import { createParts, type InputImage } from '@shared/request'
import type { Run, RunDraft } from '@shared/run'
import { findInputs, listAnswerImages } from './answer-content'
import { createAnswer } from './apply-run'
import type { AssistantMessage } from './model'
import { collectRecipeFacts } from './recipe-facts'
import { readRecentImages } from './recent-images'
import { countSeenImages } from './seen-images'
import { visibleMessages } from './selectors'
import {
  aHash,
  allRows,
  anImageRun,
  anInput,
  aStoredImage,
  DEFAULT_SEND,
  doneState,
  openPage,
  TEXT_MODEL,
} from '../../../../../tests/support/page/chat-page'

const attached = anInput({ attachmentId: 'file:0' as AttachmentId, hash: aHash('d') })
const made = aStoredImage({ revisedPrompt: 'As it was made', upload: { state: 'uploading' } })
/** An image that an earlier answer made. */
const earlier = anInput({ role: 'context' })

/** A run in its own chat whose question has images. */
function askWith(inputs: readonly InputImage[], state: Run['state'] = { status: 'queued' }, revision = 1): Run {
  const question = { id: 'q2' as MessageId, parentId: null, text: 'Again, at night', inputs }
  return anImageRun(state, revision, {
    id: 'r2' as RunId,
    place: { chatId: 'c2' as ChatId, chatTitle: 'At night', question },
  })
}

const done = anImageRun(doneState(made), 3)
const doneAgain = (inputs: readonly InputImage[]): Run =>
  askWith(inputs, doneState(aStoredImage({ attachmentId: 'r2:0' as AttachmentId, hash: aHash('e') })), 4)

test('main is asked with the images, for an image and for a text, and once more by a retry', async () => {
  const { bridge, chat, rest } = openPage()
  for (const model of [DEFAULT_SEND.model, TEXT_MODEL]) {
    chat.getState().newChat()
    chat.getState().send({ ...DEFAULT_SEND, model, inputs: [attached] })
    await rest()
  }
  const [image, text] = bridge.listInputs('runs.start') as readonly RunDraft[]
  const parts = createParts('A harbour', [attached])
  expect(image).toMatchObject({ place: { question: { inputs: [attached] } }, request: { parts } })
  expect(text).toMatchObject({ place: { question: { inputs: [attached] } }, request: { turns: [{ parts }] } })
  expect(visibleMessages(chat.getState())).toMatchObject([{ inputs: [attached] }, { status: 'streaming' }])

  chat.getState().retry(text!.id)
  await rest()
  expect(bridge.listInputs('runs.start')).toHaveLength(3)
  expect(bridge.listInputs('runs.start').at(-1)).toMatchObject({ request: { turns: [{ parts }] } })
})

test('a question without images says nothing of any', async () => {
  const { bridge, chat, database, rest } = openPage()
  chat.getState().send(DEFAULT_SEND)
  await rest()
  expect(bridge.listInputs('runs.start')[0]?.place.question).not.toHaveProperty('inputs')
  expect(await database.messages.where({ chatId: chat.getState().openChatId! }).toArray()).not.toContainEqual(
    expect.objectContaining({ hasInputs: true }),
  )
})

test('they are kept with their roles, and are there when the chat is opened again', async () => {
  const first = openPage({ runs: [askWith([earlier, attached])] })
  await first.rest()
  const { attachments, messageAttachments } = await allRows(first.database)
  expect(messageAttachments).toEqual([
    { messageId: 'q2', attachmentId: 'file:0', position: 1, role: 'reference' },
    { messageId: 'q2', attachmentId: 'run:0', position: 0, role: 'context' },
  ])
  expect(attachments).toMatchObject([{ id: 'file:0', hash: attached.hash, createdAt: 1_000 }, { id: 'run:0' }])

  const second = openPage({ name: first.database.name })
  await second.rest()
  await second.chat.getState().openChat('c2' as ChatId)
  expect(second.chat.getState().messages.get('q2' as MessageId)).toMatchObject({ inputs: [earlier, attached] })
})

test('an image that an answer made has one row, which says all that the answer says of it, whichever comes first', async () => {
  const inOrder = openPage({ runs: [done, doneAgain([earlier])] })
  await inOrder.rest()
  const reversed = openPage({ runs: [doneAgain([earlier]), done] })
  await reversed.rest()
  const rows = await allRows(inOrder.database)
  expect(rows).toEqual(await allRows(reversed.database))
  expect(rows.attachments).toMatchObject([
    { id: 'r2:0' },
    { id: 'run:0', revisedPrompt: 'As it was made', uploadState: 'uploading' },
  ])
})

test('recorded again, nothing is written twice, and what was lost of it comes back', async () => {
  const page = openPage({ runs: [askWith([attached])] })
  await page.rest()
  const before = await page.database.messageAttachments.toArray()
  page.bridge.emit('run.changed', doneAgain([attached]))
  await page.rest()
  expect(await page.database.messageAttachments.toArray()).toEqual(expect.arrayContaining(before))

  const rows = await allRows(page.database)
  const idb = page.database.backendDB()
  const write = idb.transaction(['messageAttachments', 'attachments'], 'readwrite')
  write.objectStore('messageAttachments').delete(['q2', 'file:0'])
  write.objectStore('attachments').delete('file:0')
  await new Promise((resolve) => write.addEventListener('complete', resolve))
  page.bridge.emit('run.changed', { ...doneAgain([attached]), revision: 5 })
  await page.rest()
  const after = await allRows(page.database)
  expect(after.messageAttachments).toEqual(rows.messageAttachments)
  expect(after.attachments).toEqual(rows.attachments)
})

test('they are no images of the answer, and no recent ones', async () => {
  const page = openPage({ runs: [done, askWith([earlier, attached])] })
  await page.rest()
  const data = await page.chat.data()
  expect(await data.attachments.lastWritten(10)).toEqual(['run'])
  expect(await readRecentImages(data, 10)).toMatchObject([{ messageId: 'run', hash: made.hash }])
  await page.chat.getState().openChat('c2' as ChatId)
  const answer = page.chat.getState().messages.get('r2' as MessageId) as AssistantMessage
  expect(listAnswerImages(answer)).toEqual([])
})

test('on the disk they are not taken for lost, and an answer whose link was lost gets its own image back', async () => {
  const page = openPage({ runs: [askWith([attached, earlier])] })
  await page.rest()
  const { images, exchanges: _ } = await page.chat.data()
  expect(await images.unshown([attached.hash, earlier.hash, aHash('9')])).toEqual([aHash('9')])
  expect(await page.database.messageAttachments.count()).toBe(2)

  // The answer that made it has a row; only the link is missing.
  await page.database.messages.put({
    id: 'run' as MessageId,
    chatId: 'chat' as ChatId,
    parentId: 'question' as MessageId,
    role: 'assistant',
    kind: 'image',
    status: 'done',
    createdAt: 1,
    model: 'demo:image',
    revision: 3,
    text: '',
  })
  expect(await images.unshown([earlier.hash])).toEqual([])
  expect(await page.database.messageAttachments.get(['run' as MessageId, earlier.attachmentId])).toMatchObject({
    position: 0,
  })
  const [answer] = await (await page.chat.data()).messages.ofChat('chat' as ChatId)
  expect(answer?.images).toHaveLength(1)
})

test('a copy of the answer’s image names them as what it was made from', () => {
  const run = doneAgain([earlier, attached, attached])
  const answer = createAnswer(run)
  const question = { ...run.place.question, role: 'user', chatId: run.place.chatId, createdAt: 1 } as const
  const messages = new Map([[question.id, { ...question, inputs: question.inputs ?? [] }]])
  expect(collectRecipeFacts(answer, 0, findInputs(messages, answer))).toMatchObject({
    parents: [earlier.hash, attached.hash],
  })
  expect(collectRecipeFacts(createAnswer(done), 0, findInputs(messages, createAnswer(done)))).toMatchObject({
    parents: [],
  })
})

test('what is made of one image is a question of its own; the draft, its images and the model of the chat stay', async () => {
  const { bridge, chat, rest } = openPage()
  chat.getState().send(DEFAULT_SEND)
  await rest()
  const { openChatId } = chat.getState()
  chat.getState().saveAttached(openChatId, [earlier])
  const model = 'recraft:removeBackground' as const
  chat.getState().makeChild({ ...DEFAULT_SEND, text: 'Remove background', inputs: [attached], model })
  await rest()
  expect(bridge.listInputs('runs.start').at(-1)).toMatchObject({
    place: { chatId: openChatId, question: { text: 'Remove background', inputs: [attached] } },
    request: { model, parts: createParts('Remove background', [attached]) },
  })
  expect(visibleMessages(chat.getState())).toHaveLength(4)
  expect(chat.getState().attached[openChatId ?? '']).toEqual([earlier])
  expect(chat.getState().chats.find(({ id }) => id === openChatId)?.model).toBe(DEFAULT_SEND.model)
})

test('images of earlier messages go to a model that sees, and stay out for one that does not', async () => {
  const { bridge, chat, rest } = openPage()
  const listSent = (): readonly number[] => {
    const request = bridge.listInputs('runs.start').at(-1)?.request
    return request?.kind === 'text' ? request.turns.map(({ parts }) => parts.length - 1) : []
  }
  chat.getState().send({ ...DEFAULT_SEND, inputs: [attached] })
  await rest()
  chat.getState().send({ ...DEFAULT_SEND, model: 'openai:gpt-6.1-terra' })
  await rest()
  expect(listSent()).toEqual([1, 0])
  expect(countSeenImages(chat.getState())).toBe(1)
  chat.getState().send({ ...DEFAULT_SEND, model: TEXT_MODEL })
  await rest()
  expect(listSent()).toEqual([0, 0, 0])
  // Images attached to this very message are for main to refuse.
  chat.getState().send({ ...DEFAULT_SEND, model: TEXT_MODEL, inputs: [attached] })
  await rest()
  expect(listSent().at(-1)).toBe(1)
})
