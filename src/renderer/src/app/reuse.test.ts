import { beforeEach, expect, test } from 'vitest'
import type { Chat, ChatState } from '@/features/chat/model'
import type { InputImage } from '@shared/request'
import type { ChatId } from '@shared/ids'
import { DEFAULT_IMAGE_OPTIONS } from '@shared/image-options'
import { aHash, anInput, aStoredImage } from '../../../../tests/support/page/chat-page'
import { composer } from '@/features/composer/store'
import { fillComposer } from './reuse'

const CHAT = 'chat' as ChatId
const high = { ...DEFAULT_IMAGE_OPTIONS, quality: 'high' } as const

/** A minimal chat store that records what is saved. */
function aStore(chat?: Partial<Chat>, attached: ChatState['attached'] = {}) {
  const kept: unknown[] = []
  const state = {
    openChatId: chat ? CHAT : null,
    chats: chat ? [{ id: CHAT, title: '', createdAt: 0, updatedAt: 0, ...chat }] : [],
    messages: new Map(),
    chosen: {},
    newChatDraft: '',
    attached,
    saveAttached: (id: ChatId | null, images: readonly InputImage[]) => kept.push(['attached', id, images]),
    saveDraft: (id: ChatId | null, text: string) => kept.push(['draft', id, text]),
    leaveOut: (id: ChatId, image: unknown) => kept.push(['leftOut', id, image]),
    saveChoice: (id: ChatId, choice: unknown) => kept.push(['choice', id, choice]),
  }
  return { kept, getState: () => state as unknown as ChatState }
}

beforeEach(() => {
  composer.hold(CHAT, {})
  composer.hold('new', {})
})

test('text, model and options are in the message box, and kept with their chat', () => {
  const store = aStore({})
  fillComposer(store, { text: 'a harbour', model: 'openai:gpt-image-2', options: high })
  const choice = { model: 'openai:gpt-image-2', options: high }
  expect(composer.holding(CHAT)).toEqual({ text: 'a harbour', choice })
  expect(store.kept).toEqual([
    ['draft', CHAT, 'a harbour'],
    ['choice', CHAT, choice],
  ])
})

test('what is not given stays as it was', () => {
  composer.hold(CHAT, { text: '', choice: { model: 'demo:image', options: high } })
  fillComposer(aStore({}), { text: 'a harbour' })
  expect(composer.holding(CHAT)).toEqual({ text: 'a harbour', choice: { model: 'demo:image', options: high } })
})

test('undo brings back a draft that was only remembered, and what the chat had chosen', () => {
  const store = aStore({ draft: 'from yesterday', model: 'demo:image' })
  const { undo, replacedDraft } = fillComposer(store, { text: 'a harbour', model: 'openai:gpt-image-2' })
  expect(replacedDraft).toBe(true)
  undo()
  expect(composer.holding(CHAT)).toEqual({ text: 'from yesterday' })
  expect(store.kept.slice(-2)).toEqual([
    ['draft', CHAT, 'from yesterday'],
    ['choice', CHAT, { model: 'demo:image' }],
  ])
})

test.each([
  ['nothing', ''],
  ['spaces', '  \n'],
  ['the same words', 'a harbour '],
])('%s is no draft that anybody misses', (_what, text) => {
  composer.hold('new', { text })
  expect(fillComposer(aStore(), { text: 'a harbour' }).replacedDraft).toBe(false)
})

test('images come along, and take the place of others until undone', () => {
  const mine = [anInput({ hash: aHash('b') })]
  const its = [anInput({ hash: aHash('c') })]
  const store = aStore({}, { [CHAT]: mine })
  const { undo, replacedDraft } = fillComposer(store, { text: 'a harbour', inputs: its })
  expect(replacedDraft).toBe(true)
  expect(store.kept).toContainEqual(['attached', CHAT, its])
  undo()
  expect(store.kept.slice(-3)).toContainEqual(['attached', CHAT, mine])
})

test('asked for again without an image, a prompt goes without the last one, and the chat’s choice stays', () => {
  const question = { role: 'user', id: 'q', chatId: CHAT, parentId: null, createdAt: 0, text: '', inputs: [] }
  const answer = {
    role: 'assistant',
    id: 'a',
    chatId: CHAT,
    parentId: 'q',
    createdAt: 0,
    status: 'done',
    kind: 'image',
  }
  const parts = [{ type: 'image', image: aStoredImage() }]
  const store = aStore({ followsUp: true })
  const messages = new Map<string, unknown>([
    ['q', question],
    ['a', { ...answer, parts }],
  ])
  Object.assign(store.getState(), { messages })
  const { undo } = fillComposer(store, { text: 'a harbour', inputs: [] })
  expect(store.kept).toContainEqual(['leftOut', CHAT, aStoredImage().attachmentId])
  undo()
  expect(store.kept).toContainEqual(['leftOut', CHAT, undefined])
})

test('words alone leave the images that are attached', () => {
  const store = aStore({}, { [CHAT]: [anInput()] })
  expect(fillComposer(store, { text: 'a harbour' }).replacedDraft).toBe(false)
  expect(store.kept).not.toContainEqual(expect.arrayContaining(['attached']))
})
