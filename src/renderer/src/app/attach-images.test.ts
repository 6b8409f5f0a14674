import { expect, test } from 'vitest'
import type { ChatId } from '@shared/ids'
import { toInput } from '@/features/chat/attached'
import type { Chat, ChatState } from '@/features/chat/model'
import { aHash, anInput, aStoredImage } from '../../../../tests/support/page/chat-page'
import { changeInputs } from './attach-images'

const CHAT = 'chat' as ChatId
const image = aStoredImage()
const last = toInput(image)
const mine = anInput({ hash: aHash('b') })

/** A chat whose last answer is an image; records the choices. */
function aStore(chat: Partial<Chat>, attached: ChatState['attached'] = {}) {
  const chosen: unknown[] = []
  const shared = { chatId: CHAT, createdAt: 0 }
  const state = {
    openChatId: CHAT,
    chats: [{ id: CHAT, title: '', createdAt: 0, updatedAt: 0, ...chat }],
    chosen: {},
    attached,
    messages: new Map<string, unknown>([
      ['q', { ...shared, role: 'user', id: 'q', parentId: null, text: '', inputs: [] }],
      [
        'a',
        {
          ...shared,
          role: 'assistant',
          id: 'a',
          parentId: 'q',
          status: 'done',
          kind: 'image',
          parts: [{ type: 'image', image }],
        },
      ],
    ]),
    saveAttached: () => undefined,
    followUp: (_id: ChatId, follows: boolean) => chosen.push(['follows up', follows]),
    leaveOut: (_id: ChatId, id: unknown) => chosen.push(['left out', id]),
  }
  return { chosen, getState: () => state as unknown as ChatState }
}

test.each([
  ['the chat’s choice', { followsUp: true }, 'offered'],
  ['Settings', {}, 'preset'],
] as const)('where %s had it edited, the image that is taken out makes the chat make new ones', (_why, chat, how) => {
  const store = aStore(chat)
  changeInputs(store, [], how)
  expect(store.chosen).toEqual([['follows up', false]])
})

test('an image that was attached by hand and is taken out again is no choice for the chat', () => {
  const store = aStore({}, { [CHAT]: [last] })
  changeInputs(store, [], 'offered')
  expect(store.chosen).toEqual([])
})

test('another image that is taken out leaves the last one to be edited, unless nothing is left', () => {
  const store = aStore({}, { [CHAT]: [mine, anInput({ hash: aHash('c') })] })
  changeInputs(store, [mine], 'preset')
  expect(store.chosen).toEqual([])
  changeInputs(store, [], 'preset')
  expect(store.chosen).toEqual([['follows up', false]])
})

test('a text model that isn’t shown the image says nothing about what image models edit', () => {
  const store = aStore({ followsUp: true })
  changeInputs(store, [], 'usual')
  expect(store.chosen).toEqual([['left out', last.attachmentId]])
})
