import { beforeEach, expect, it, vi } from 'vitest'
import '@shared/services/provide'
import type { HelperDraft, HelperOutcome } from '@shared/helper-call'
import type { ModelId } from '@shared/catalogue'
import type { ChatId, MessageId } from '@shared/ids'
import type { Run } from '@shared/run'
import { settingsView } from '../../../../../tests/support/settings-view'
import { nameChats } from './name-chats'

const chatId = 'chat' as ChatId
const prompt = 'a harbor at dawn'
const title = 'Morning harbor'

const asks: HelperDraft[] = []
let outcome: HelperOutcome
let titleModel: ModelId | null
let chats: { id: ChatId; title: string }[]
let hear: (run: Run) => void
const renameChat = vi.fn<(id: ChatId, name: string) => void>((id, name) => {
  chats = chats.map((chat) => (chat.id === id ? { ...chat, title: name } : chat))
})

beforeEach(() => {
  asks.length = 0
  renameChat.mockClear()
  outcome = { status: 'done', text: `"${title}."`, bill: {} }
  titleModel = 'openai:gpt-6.1-terra'
  chats = [{ id: chatId, title: prompt }]
  nameChats(
    {
      request: async (_name: string, draft: HelperDraft) => {
        asks.push(draft)
        return outcome
      },
      on: (_name: string, listener: (run: Run) => void) => {
        hear = listener
        return () => undefined
      },
    } as never,
    { getState: () => ({ chats, renameChat }) } as never,
    { getState: () => ({ view: settingsView({ key: { source: 'saved' }, settings: { titleModel } }) }) } as never,
  )
})

function aRun(status: 'done' | 'failed' = 'done', parentId: MessageId | null = null): Run {
  return {
    id: 'run',
    state: { status },
    place: { chatId, chatTitle: prompt, question: { id: 'q', parentId, text: prompt } },
  } as never
}

it('names a chat once, after its first answer', async () => {
  hear(aRun())
  hear(aRun())
  await vi.waitFor(() => expect(renameChat).toHaveBeenCalledExactlyOnceWith(chatId, title))
  hear(aRun())
  expect(asks).toMatchObject([{ purpose: 'name-chat', chatId, request: { model: 'openai:gpt-6.1-terra' } }])
})

it.each([
  ['no model was chosen', () => void (titleModel = null), aRun()],
  ['the user has named it', () => void (chats = [{ id: chatId, title: 'My harbor' }]), aRun()],
  ['the answer failed', () => undefined, aRun('failed')],
  ['it is a later answer', () => undefined, aRun('done', 'before' as MessageId)],
  ['the chat is gone', () => void (chats = []), aRun()],
])('asks nothing where %s', (_why, prepare, run) => {
  prepare()
  hear(run)
  expect(asks).toEqual([])
})

it('leaves a title that was typed while the model wrote its own', async () => {
  hear(aRun())
  chats = [{ id: chatId, title: 'My harbor' }]
  await vi.waitFor(() => expect(asks).toHaveLength(1))
  await Promise.resolve()
  expect(renameChat).not.toHaveBeenCalled()
})
