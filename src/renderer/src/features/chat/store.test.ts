import { describe, expect, test } from 'vitest'
import type { BatchId, ChatId, MessageId, RunId } from '@shared/ids'
import type { BatchProgress } from '@shared/batch/batch'
import { createParts } from '@shared/request'
import type { Run } from '@shared/run'
import { withoutUndefined } from '@/data/without-undefined'
import { onImagesChanged } from '@/lib/image-changes'
import { readMessageText } from './answer-content'
import type { AssistantMessage, ChatState } from './model'
import { activeRuns, visibleMessages } from './selectors'
import {
  aStoredImage,
  allRows,
  anImageRun,
  DEFAULT_SEND,
  doneState,
  openPage,
  TEXT_MODEL,
  type Page,
} from '../../../../../tests/support/page/chat-page'

function lastMessage(state: ChatState): AssistantMessage {
  return visibleMessages(state).at(-1) as AssistantMessage
}

function texts(state: ChatState): readonly string[] {
  return visibleMessages(state).map((message) => `${message.role}: ${readMessageText(message)}`)
}

/** Main finishes the newest run that was started. */
function finish({ bridge }: Page, text = ''): void {
  const { id, place, request } = bridge.listInputs('runs.start').at(-1) as Run
  const done = doneState(aStoredImage({ attachmentId: `${id}:0` as never }))
  const state = { ...done, parts: [...(text === '' ? [] : [{ type: 'text', text } as const]), ...done.parts] }
  bridge.emit('run.changed', anImageRun(state, 5, { id, place, request }))
}

test('send shows the placeholder before anything else has answered', () => {
  const { bridge, chat } = openPage({ idle: true })
  bridge.answer('runs.start', () => new Promise(() => undefined))

  chat.getState().send(DEFAULT_SEND)

  const state = chat.getState()
  expect(visibleMessages(state)).toMatchObject([
    { role: 'user', text: 'A harbour' },
    { role: 'assistant', kind: 'image', status: 'streaming', prompt: 'A harbour', options: DEFAULT_SEND.options },
  ])
  expect(state.chats).toMatchObject([{ id: state.openChatId, title: 'A harbour', model: DEFAULT_SEND.model }])
  expect([...state.running.values()]).toEqual([state.openChatId])
})

test('send writes chat, question and answer, and starts the run under the id of the answer', async () => {
  const { bridge, chat, database, rest } = openPage()
  chat.getState().send(DEFAULT_SEND)
  await rest()

  const answer = lastMessage(chat.getState())
  const [start] = bridge.listInputs('runs.start')
  expect(start).toMatchObject({ id: answer.id, place: { chatTitle: 'A harbour', question: { parentId: null } } })
  expect(await database.chats.get(answer.chatId)).toMatchObject({ title: 'A harbour', chosen: {} })
  expect(await database.messages.get(answer.parentId)).toMatchObject({ role: 'user', text: 'A harbour' })
  expect(await database.messages.get(answer.id)).toMatchObject({ role: 'assistant', status: 'streaming', revision: 0 })
})

test('a chat remembers what was chosen, and main is asked for what that means', async () => {
  const { bridge, chat, database, rest } = openPage()
  const wish = { model: 'openai:gpt-imagegen', options: { ...DEFAULT_SEND.options, quality: 'max' } } as const
  chat.getState().send({ ...DEFAULT_SEND, model: 'openai:gpt-image-2', wish })
  await rest()
  expect(bridge.listInputs('runs.start')[0]?.request).toMatchObject({
    model: 'openai:gpt-image-2',
    options: DEFAULT_SEND.options,
  })
  expect(await database.chats.toArray()).toMatchObject([wish])

  const [{ id } = { id: undefined }] = chat.getState().chats
  chat.getState().saveChoice(id!, { model: 'demo:image' })
  await rest()
  expect(await database.chats.toArray()).toMatchObject([{ ...wish, model: 'demo:image' }])
})

test('a follow-up hangs below the visible answer, and a text model reads the path up to it', async () => {
  const page = openPage()
  const { bridge, chat, rest } = page
  chat.getState().send({ ...DEFAULT_SEND, text: 'One', model: TEXT_MODEL })
  await rest()
  finish(page, 'Answer one')
  chat.getState().send({ ...DEFAULT_SEND, text: 'Two', model: TEXT_MODEL })
  await rest()

  expect(texts(chat.getState())).toEqual(['user: One', 'assistant: Answer one', 'user: Two', 'assistant: '])
  expect(bridge.listInputs('runs.start').at(-1)?.request).toEqual({
    kind: 'text',
    model: TEXT_MODEL,
    turns: [
      { role: 'user', parts: createParts('One') },
      { role: 'assistant', parts: createParts('Answer one') },
      { role: 'user', parts: createParts('Two') },
    ],
  })
})

test('a question that is asked while an answer is being made follows that answer, and its text model reads what is whole', async () => {
  const { bridge, chat, rest } = openPage()
  for (const text of ['One', 'Two', 'Three']) chat.getState().send({ ...DEFAULT_SEND, text, model: TEXT_MODEL })
  await rest()
  const [one, two] = bridge.listInputs('runs.start')
  bridge.emit('run.streamed', { id: one!.id, channel: 'text', offset: 0, text: 'Half an' })
  expect(texts(chat.getState())).toEqual([
    'user: One',
    'assistant: ',
    'user: Two',
    'assistant: ',
    'user: Three',
    'assistant: ',
  ])
  expect(two).toMatchObject({
    place: { question: { parentId: one!.id } },
    request: { turns: [{ parts: createParts('One') }, { parts: createParts('Two') }] },
  })
  expect(activeRuns(chat.getState())).toHaveLength(3)
})

test('a retry of one that failed leaves the others where they are, and the next question reads the answer that came', async () => {
  const page = openPage()
  const { bridge, chat, rest } = page
  for (const text of ['One', 'Two']) chat.getState().send({ ...DEFAULT_SEND, text, model: TEXT_MODEL })
  await rest()
  const [one] = bridge.listInputs('runs.start')
  const failure = { code: 'provider-down', charge: 'unknown', at: 1 } as const
  const ended = { status: 'failed', finishedAt: 1, failure, parts: [] } as const
  bridge.emit('run.changed', { ...one!, createdAt: 1, revision: 9, state: ended })
  chat.getState().retry(one!.id)
  await rest()
  finish(page, 'Answer one')
  expect(texts(chat.getState())).toEqual(['user: One', 'assistant: Answer one', 'user: Two', 'assistant: '])
  chat.getState().send({ ...DEFAULT_SEND, text: 'Three', model: TEXT_MODEL })
  await rest()
  expect(bridge.listInputs('runs.start').at(-1)?.request).toMatchObject({
    turns: ['One', 'Answer one', 'Two', 'Three'].map((text) => ({ parts: createParts(text) })),
  })
})

test('a retry that is pressed again in the same turn is the same retry', async () => {
  const page = openPage()
  const { bridge, chat, rest } = page
  chat.getState().send(DEFAULT_SEND)
  await rest()
  finish(page)
  const { id } = lastMessage(chat.getState())
  for (let press = 0; press < 8; press += 1) chat.getState().retry(id)
  await rest()
  expect(bridge.listInputs('runs.start')).toHaveLength(2)
})

test('a retry is a new version beside the old one, and the choice survives a reload', async () => {
  const page = openPage()
  const { bridge, chat, rest } = page
  chat.getState().send(DEFAULT_SEND)
  await rest()
  finish(page)
  const first = lastMessage(chat.getState())
  chat.getState().retry(first.id, { options: { ...DEFAULT_SEND.options, quality: 'high' } })
  await rest()
  const second = lastMessage(chat.getState())

  expect(second).toMatchObject({ parentId: first.parentId, status: 'streaming', options: { quality: 'high' } })
  expect(chat.getState().messages.get(first.id)).toMatchObject({ status: 'done' })
  expect(bridge.listInputs('runs.start').at(-1)).toMatchObject({
    id: second.id,
    request: { parts: createParts('A harbour') },
  })

  chat.getState().chooseVersion(first.id)
  expect(lastMessage(chat.getState()).id).toBe(first.id)
  await rest()

  const later = openPage({ name: page.database.name })
  await later.rest()
  await later.chat.getState().openChat(first.chatId)
  expect(lastMessage(later.chat.getState()).id).toBe(first.id)
  expect(later.chat.getState().messages.size).toBe(3)
})

test('a retry by hand calls off the one that is counting down', async () => {
  const page = openPage()
  const { bridge, chat, rest } = page
  chat.getState().send(DEFAULT_SEND)
  await rest()
  const { id } = lastMessage(chat.getState())
  const again = { at: Number.MAX_SAFE_INTEGER, attempt: 2, of: 3 }
  const failure = { code: 'never-connected', charge: 'none', at: 1, again } as const
  bridge.emit('run.changed', {
    ...bridge.listInputs('runs.start').at(-1)!,
    createdAt: 1,
    revision: 9,
    state: { status: 'failed', finishedAt: 1, failure, parts: [] },
  })
  chat.getState().retry(id)
  await rest()
  expect(bridge.listInputs('runs.cancel')).toEqual([id])
})

test('what one page has written the next one shows', async () => {
  const page = openPage()
  page.chat.getState().send(DEFAULT_SEND)
  await page.rest()
  finish(page)
  await page.rest()
  const before = page.chat.getState()

  const later = openPage({ name: page.database.name })
  await later.rest()
  await later.chat.getState().openChat(before.openChatId as ChatId)
  const after = later.chat.getState()
  expect(after.ready).toBe(true)
  expect(after.chats).toEqual(before.chats.map(withoutUndefined))
  expect(visibleMessages(after)).toEqual(visibleMessages(before))
})

test('stopping waits for the start to be heard', async () => {
  const { bridge, chat, rest } = openPage()
  let reply: () => void = () => undefined
  bridge.answer(
    'runs.start',
    (draft) =>
      new Promise((resolve) => {
        reply = () => resolve({ ...draft, revision: 1, createdAt: 1, state: { status: 'queued' } })
      }),
  )
  chat.getState().send(DEFAULT_SEND)
  const { id } = lastMessage(chat.getState())
  chat.getState().stop(id)
  await rest()
  expect(bridge.listInputs('runs.cancel')).toEqual([])
  reply()
  await rest()
  expect(bridge.listInputs('runs.cancel')).toEqual([id])
})

test('stopping an answer that main has lost settles it', async () => {
  const { chat, rest } = openPage()
  chat.getState().send(DEFAULT_SEND)
  await rest()
  chat.getState().stop(lastMessage(chat.getState()).id)
  await rest()
  expect(lastMessage(chat.getState())).toMatchObject({ status: 'failed', failure: { code: 'run-lost' } })
})

test('an open chat never shows a placeholder that has no run', async () => {
  const { bridge, chat, database, rest } = openPage()
  await rest()
  const place = anImageRun({ status: 'queued' }, 0).place
  // Another window has written the rows, and main has since forgotten the run.
  await database.messages.put({
    id: 'stuck' as MessageId,
    chatId: place.chatId,
    parentId: place.question.id,
    role: 'assistant',
    kind: 'image',
    status: 'streaming',
    unsettled: 1,
    createdAt: 1,
    model: DEFAULT_SEND.model,
    revision: 0,
    text: '',
  })
  await chat.getState().openChat(place.chatId)
  await rest()
  expect(bridge.listInputs('runs.read')).toEqual(['stuck'])
  expect(chat.getState().messages.get('stuck' as MessageId)).toMatchObject({ failure: { code: 'run-lost' } })
})

test('an answer goes on while another chat is open', async () => {
  const page = openPage()
  const { chat, rest } = page
  chat.getState().send(DEFAULT_SEND)
  await rest()
  const { id, chatId } = lastMessage(chat.getState())
  chat.getState().newChat()
  expect(chat.getState()).toMatchObject({ openChatId: null, messages: new Map() })
  expect(chat.getState().running.get(id)).toBe(chatId)

  finish(page)
  await chat.getState().openChat(chatId)
  expect(chat.getState().messages.get(id)).toMatchObject({ status: 'done' })
  expect(chat.getState().running.size).toBe(0)
})

test('a message sent while its chat is opening follows the last answer', async () => {
  const first = openPage({ runs: [anImageRun(doneState(aStoredImage()), 3)] })
  await first.rest()
  const { chat } = first
  const opened = chat.getState().openChat('chat' as ChatId)
  chat.getState().send(DEFAULT_SEND)
  await opened
  expect(visibleMessages(chat.getState()).map(({ parentId }) => parentId)).toMatchObject([null, 'question', 'run', {}])
})

test('a message sent while its chat is opening is sent even if the chat is left before', async () => {
  const { bridge, chat, database, rest } = openPage({ runs: [anImageRun(doneState(aStoredImage()), 3)] })
  await rest()
  const opened = chat.getState().openChat('chat' as ChatId)
  chat.getState().send(DEFAULT_SEND)
  chat.getState().newChat()
  await opened
  await rest()
  expect(chat.getState()).toMatchObject({ openChatId: null, messages: new Map() })
  expect(bridge.listInputs('runs.start')).toMatchObject([{ place: { chatId: 'chat', question: { parentId: 'run' } } }])
  expect(await database.messages.count()).toBe(4)
})

test('a deleted chat comes back with everything in it', async () => {
  const page = openPage()
  const { chat, database, rest } = page
  chat.getState().send(DEFAULT_SEND)
  finish(page)
  await rest()
  const before = await allRows(database)
  const [deleted] = chat.getState().chats
  const restore = chat.getState().deleteChat(deleted?.id as ChatId)
  expect(chat.getState()).toMatchObject({ chats: [], openChatId: null })
  await rest()

  restore()
  await rest()
  expect(chat.getState().chats).toEqual([deleted])
  expect(await allRows(database)).toEqual(before)
})

test('that a chat was deleted, and that it is back, is told once its row says so', async () => {
  const page = openPage()
  const { chat, database, rest } = page
  chat.getState().send(DEFAULT_SEND)
  finish(page)
  await rest()
  const id = chat.getState().chats[0]!.id
  const told: Promise<unknown>[] = []
  const stop = onImagesChanged((chats) => {
    for (const each of chats) told.push(database.chats.get(each).then((row) => [row?.id, row?.deletedAt !== undefined]))
  })
  const restore = chat.getState().deleteChat(id)
  await rest()
  restore()
  await rest()
  stop()
  expect(await Promise.all(told)).toEqual([
    [id, true],
    [id, false],
  ])
})

describe('in a deleted chat nothing counts down unseen', () => {
  const again = { at: Number.MAX_SAFE_INTEGER, attempt: 2, of: 3 }
  const failure = { code: 'never-connected', charge: 'none', at: 1, again } as const
  const countingDown = anImageRun({ status: 'failed', finishedAt: 1, failure, parts: [] }, 3)

  test('what counts down is called off, and only there', async () => {
    const { chat, bridge, rest } = openPage({ runs: [countingDown] })
    await rest()
    const elsewhere = { ...countingDown, id: 'other' as RunId, place: { ...countingDown.place, chatId: 'b' as ChatId } }
    bridge.answer('runs.list', () => [countingDown, elsewhere, anImageRun(doneState(), 3, { id: 'done' as RunId })])
    chat.getState().deleteChat('chat' as ChatId)
    await rest()
    expect(bridge.listInputs('runs.cancel')).toEqual(['run'])
  })

  test('what begins to count down later is called off as well', async () => {
    const { chat, bridge, rest } = openPage({ runs: [anImageRun({ status: 'running', startedAt: 1 }, 2)] })
    await rest()
    chat.getState().deleteChat('chat' as ChatId)
    await rest()
    expect(bridge.listInputs('runs.cancel')).toEqual([])
    bridge.emit('run.changed', countingDown)
    await rest()
    expect(bridge.listInputs('runs.cancel')).toEqual(['run'])
  })
})

test('a batch is paused when its chat is deleted, and only that one', async () => {
  const { chat, bridge, rest } = openPage({ runs: [anImageRun({ status: 'running', startedAt: 1 }, 2)] })
  const aBatch = (id: string, chatId: string): BatchProgress => ({
    id: id as BatchId,
    chatId: chatId as ChatId,
    revision: 1,
    state: { status: 'running' },
    tail: null,
    cells: [],
  })
  bridge.answer('batches.list', () => [aBatch('one', 'chat'), aBatch('other', 'elsewhere')])
  await rest()
  chat.getState().deleteChat('chat' as ChatId)
  await rest()
  expect(bridge.listInputs('batches.change')).toEqual([{ id: 'one', wish: 'pause' }])
})

test('renaming and pinning reach the database', async () => {
  const { chat, database, rest } = openPage({ runs: [anImageRun(doneState(), 3)] })
  await rest()
  chat.getState().renameChat('chat' as ChatId, '  My\nharbour ')
  chat.getState().renameChat('chat' as ChatId, '   ')
  chat.getState().pinChat('chat' as ChatId, true)
  await rest()
  expect(await database.chats.get('chat' as ChatId)).toMatchObject({ title: 'My harbour', pinnedAt: 5_000 })
  chat.getState().pinChat('chat' as ChatId, false)
  await rest()
  expect(await database.chats.get('chat' as ChatId)).not.toHaveProperty('pinnedAt')
})

test('sending works while the database cannot be opened', async () => {
  const page = openPage({ idle: true })
  page.database.on('ready', () => Promise.reject(new Error('no disk')))
  page.chat.start(Promise.resolve([]))
  page.chat.getState().send(DEFAULT_SEND)
  finish(page)
  await page.rest()
  expect(page.chat.getState()).toMatchObject({ ready: false, dataProblem: 'unavailable' })
  expect(lastMessage(page.chat.getState())).toMatchObject({ status: 'done' })
})

test('a chat that cannot be read is read again, and then shown', async () => {
  const { chat, database, schedule, rest } = openPage({ runs: [anImageRun(doneState(), 3)] })
  await rest()
  const fail = (): never => {
    throw new DOMException('Internal error', 'UnknownError')
  }
  database.messages.hook('reading', fail)
  await chat.getState().openChat('chat' as ChatId)
  await rest()
  expect(texts(chat.getState())).toEqual([])
  expect(chat.getState().dataProblem).toBe('unavailable')

  database.messages.hook('reading').unsubscribe(fail)
  schedule.elapse()
  await rest()
  expect(texts(chat.getState())).toEqual(['user: A lighthouse', 'assistant: '])
  expect(chat.getState().dataProblem).toBeUndefined()
})

test('a database that is taken away is opened again, and what is on screen stays', async () => {
  const { chat, database, rest } = openPage()
  chat.getState().send(DEFAULT_SEND)
  await rest()
  await new Promise((resolve) => (indexedDB.deleteDatabase(database.name).onsuccess = resolve))
  chat.getState().send({ ...DEFAULT_SEND, text: 'Again' })
  await rest()
  expect(texts(chat.getState())).toEqual(['user: A harbour', 'assistant: ', 'user: Again', 'assistant: '])
  expect(chat.getState().dataProblem).toBeUndefined()
  expect(await database.chats.count()).toBe(1)
})

test('what has to be agreed to is sent with the amount, and not before', async () => {
  let agree: (costs?: readonly number[]) => void = () => undefined
  const { bridge, chat, rest } = openPage({ askFirst: (_request, go) => (agree = go) })
  let isOnItsWay = false
  chat.getState().send(DEFAULT_SEND, () => (isOnItsWay = true))
  await rest()
  expect(chat.getState().messages.size).toBe(0)
  expect(isOnItsWay).toBe(false)

  agree([42])
  expect(isOnItsWay).toBe(true)
  await rest()
  expect(bridge.listInputs('runs.start')).toEqual([expect.objectContaining({ confirmedCost: 42 })])
})
