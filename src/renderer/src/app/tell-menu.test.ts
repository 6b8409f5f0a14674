import { expect, test } from 'vitest'
import type { ChatId, MessageId } from '@shared/ids'
import type { AssistantMessage, ChatState, Message } from '@/features/chat/model'
import { findMenuState } from './tell-menu'

type State = Pick<ChatState, 'chats' | 'projects' | 'openChatId' | 'messages' | 'chosen'>

function aChat(...answers: readonly Partial<AssistantMessage>[]): State {
  const id = 'chat' as ChatId
  const question = { role: 'user', id: 'q', chatId: id, parentId: null, createdAt: 1, text: 'a heron', inputs: [] }
  const messages = [
    question,
    ...answers.map((answer, index) => ({
      role: 'assistant',
      id: `a${index}`,
      chatId: id,
      parentId: 'q',
      createdAt: 2 + index,
      model: 'openai:gpt-image-2',
      kind: 'image',
      ...(answer.status === 'streaming' ? { text: '' } : { parts: [], bill: {} }),
      ...answer,
    })),
  ] as unknown as Message[]
  return {
    chats: [{ id, title: 'a heron', createdAt: 1, updatedAt: 1 }],
    projects: [],
    openChatId: id,
    messages: new Map(messages.map((message) => [message.id as MessageId, message])),
    chosen: {},
  }
}

test('only what can be done is enabled: Stop while an answer is made, Stop all with several, Regenerate after one', () => {
  const one = findMenuState(aChat({ status: 'streaming' }), false, 1)
  expect(one.enabled).toContain('stop')
  expect(one.enabled).not.toContain('stop-all')
  expect(one.enabled).not.toContain('regenerate')
  expect(findMenuState(aChat({ status: 'streaming' }, { status: 'streaming' }), false, 1).enabled).toContain('stop-all')
  const done = findMenuState(aChat({ status: 'done' }), false, 1)
  expect(done.enabled).toContain('regenerate')
  expect(done.enabled).not.toContain('stop')
  expect(done.enabled).not.toContain('save-image')
})

test('an answer of a model that is gone cannot be regenerated', () => {
  const gone = aChat({ status: 'done', model: 'gone:model' as never })
  expect(findMenuState(gone, false, 1).enabled).not.toContain('regenerate')
})

test('behind a dialog nothing can be done', () => {
  expect(findMenuState(aChat({ status: 'done' }), true, 1).enabled).toEqual([])
})
