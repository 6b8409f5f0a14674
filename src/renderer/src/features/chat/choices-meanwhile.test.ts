/** Choices made before main has answered a request: they are the newest, whenever the rows of the run are written. */
import { expect, test } from 'vitest'
import type { Run, RunDraft } from '@shared/run'
import type { AssistantMessage, ChatState } from './model'
import { visibleMessages } from './selectors'
import { anImageRun, DEFAULT_SEND, doneState, openPage, type Page } from '../../../../../tests/support/page/chat-page'

function lastMessage(state: ChatState): AssistantMessage {
  return visibleMessages(state).at(-1) as AssistantMessage
}

/** Makes main hold its answers to start requests until the returned function is called. */
function holdStarts({ bridge }: Page): () => void {
  let go = (): void => undefined
  const told = new Promise<void>((resolve) => (go = resolve))
  bridge.answer('runs.start', async (draft: RunDraft): Promise<Run> => {
    await told
    return { ...draft, revision: 1, createdAt: 1_000, state: { status: 'queued' } }
  })
  return go
}

async function openWithAnswer(): Promise<Page> {
  const page = openPage({ runs: [anImageRun(doneState(), 3)] })
  await page.rest()
  await page.chat.getState().openChat(page.chat.getState().chats[0]!.id)
  await page.rest()
  return page
}

test('a version that is chosen before main has taken another one stays chosen', async () => {
  const page = await openWithAnswer()
  const { chat, database } = page
  const first = lastMessage(chat.getState())
  const go = holdStarts(page)
  chat.getState().retry(first.id)
  chat.getState().chooseVersion(first.id)
  await page.rest()
  go()
  await page.rest()
  expect(await database.chats.get(first.chatId)).toMatchObject({ chosen: { question: first.id } })

  chat.getState().newChat()
  const later = openPage({ name: database.name })
  await later.rest()
  await later.chat.getState().openChat(first.chatId)
  expect(lastMessage(later.chat.getState()).id).toBe(first.id)
})

test('so does one in a chat that was left meanwhile', async () => {
  const page = await openWithAnswer()
  const { chat, database } = page
  const first = lastMessage(chat.getState())
  const go = holdStarts(page)
  chat.getState().retry(first.id)
  chat.getState().chooseVersion(first.id)
  chat.getState().newChat()
  await page.rest()
  go()
  await page.rest()
  expect(await database.chats.get(first.chatId)).toMatchObject({ chosen: { question: first.id } })
})

test('a model and options that are chosen for the next question stay chosen', async () => {
  const page = await openWithAnswer()
  const { chat, database } = page
  const { chatId } = lastMessage(chat.getState())
  const go = holdStarts(page)
  chat.getState().send(DEFAULT_SEND)
  const next = { model: 'demo:text', options: { ...DEFAULT_SEND.options, quality: 'high' } } as const
  chat.getState().saveChoice(chatId, next)
  await page.rest()
  go()
  await page.rest()
  expect(await database.chats.get(chatId)).toMatchObject(next)
})

test('of two questions at once, the rows have both as chosen, whichever main takes first', async () => {
  const page = await openWithAnswer()
  const { chat, database, bridge } = page
  const first = lastMessage(chat.getState())
  const gos: (() => void)[] = []
  bridge.answer('runs.start', async (draft: RunDraft): Promise<Run> => {
    await new Promise<void>((resolve) => gos.push(resolve))
    return { ...draft, revision: 1, createdAt: 1_000, state: { status: 'queued' } }
  })
  chat.getState().retry(first.id)
  const second = lastMessage(chat.getState())
  chat.getState().retry(second.id)
  const third = lastMessage(chat.getState())
  await page.rest()
  gos[1]?.()
  await page.rest()
  gos[0]?.()
  await page.rest()
  expect(await database.chats.get(first.chatId)).toMatchObject({ chosen: { question: third.id } })
})
