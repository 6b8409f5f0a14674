import { expect, test } from 'vitest'
import type { ImageModel, TextModel } from '@shared/catalogue'
import type { AttachmentId, ChatId, MessageId } from '@shared/ids'
import {
  addImages,
  areSameImages,
  findFollowUp,
  findLastImage,
  isAwaitingImage,
  listSending,
  MOST_ATTACHED,
  toInput,
} from './attached'
import type { AssistantMessage, ChatState, Message } from './model'
import {
  aHash,
  anImageRun,
  anInput,
  aStoredImage,
  doneState,
  IMAGE_MODEL,
  openPage,
} from '../../../../../tests/support/page/chat-page'

const id = 'chat' as ChatId
const image = aStoredImage()
const last = toInput(image)

/** A series of questions, each with its answer. */
function converse(...answers: readonly Partial<AssistantMessage>[]): ReadonlyMap<MessageId, Message> {
  const messages = answers.flatMap((answer, index) => {
    const question = `q${index}` as MessageId
    const shared = { chatId: id, createdAt: index }
    return [
      { ...shared, role: 'user', id: question, parentId: index === 0 ? null : `a${index - 1}`, text: '', inputs: [] },
      { ...shared, role: 'assistant', id: `a${index}`, parentId: question, model: IMAGE_MODEL, revision: 1, ...answer },
    ] as Message[]
  })
  return new Map(messages.map((message) => [message.id, message]))
}

const done = { status: 'done', kind: 'image', bill: {}, parts: [{ type: 'image', image }] } as const
const failed = { status: 'failed', kind: 'image', parts: [] } as const
const making = { status: 'streaming', kind: 'image', text: '' } as const
const text = { status: 'done', kind: 'text', bill: {}, parts: [{ type: 'text', text: 'No' }] } as const

test.each([
  ['an image', [done], last],
  ['a failure after an image', [done, failed], last],
  ['a text after an image', [done, text], undefined],
  ['an image that is being made', [done, making], last],
  ['two images that are being made', [done, making, making], last],
  ['an image that is being made after a failure', [done, failed, making], last],
  ['the first image, which is being made', [making], undefined],
  ['an image that is being made after a text', [done, text, making], undefined],
  ['a text that is being written', [done, { status: 'streaming', kind: 'text', text: '' }], undefined],
  ['nothing', [], undefined],
] as const)('a follow-up to %s edits the right image', (_what, answers, expected) => {
  expect(
    findLastImage({
      messages: converse(...(answers as readonly unknown[] as Partial<AssistantMessage>[])),
      chosen: {},
    }),
  ).toBe(expected)
})

test.each([
  ['an image that is being made', [done, making], true],
  ['a failure after one that is being made', [done, making, failed], true],
  ['an image', [making, done], false],
  ['a text that is being written', [done, { status: 'streaming', kind: 'text', text: '' }], false],
  ['nothing', [], false],
] as const)('after %s the chip can say that the last finished image is edited', (_what, answers, expected) => {
  const messages = converse(...(answers as readonly unknown[] as Partial<AssistantMessage>[]))
  expect(isAwaitingImage({ messages, chosen: {} })).toBe(expected)
})

test('of several images it is the last', () => {
  const second = aStoredImage({ attachmentId: 'run:1' as AttachmentId, hash: aHash('b') })
  const parts = [image, second].map((each) => ({ type: 'image', image: each }) as const)
  expect(findLastImage({ messages: converse({ ...done, parts }), chosen: {} })).toBe(toInput(second))
})

function aState(changes: Partial<ChatState>, followsUp?: boolean): ChatState {
  const chat = { id, title: '', createdAt: 0, updatedAt: 0, ...(followsUp !== undefined && { followsUp }) }
  return { openChatId: id, chats: [chat], messages: converse(done), chosen: {}, attached: {}, ...changes } as ChatState
}

test('the last image goes along only where the chat follows up, and the model edits', () => {
  expect(listSending(aState({}), 'offered')).toEqual([])
  expect(listSending(aState({}, true), 'offered')).toEqual([last])
  expect(listSending(aState({}, true), undefined)).toEqual([])
})

test('where Settings say so the last image goes along, unless the chat says otherwise or the image is left out', () => {
  expect(listSending(aState({}), 'preset')).toEqual([last])
  expect(listSending(aState({}, false), 'preset')).toEqual([])
  expect(listSending(aState({}, true), 'preset')).toEqual([last])
  expect(listSending(aState({}, false), 'offered')).toEqual([])
  const chat = { id, title: '', createdAt: 0, updatedAt: 0, followsUp: true, leftOut: last.attachmentId }
  for (const how of ['preset', 'offered'] as const) expect(listSending(aState({ chats: [chat] }), how)).toEqual([])
})

test('Settings decide for image models that edit, and for no others', () => {
  const edits = { kind: 'image', references: { most: 1 } } as unknown as ImageModel
  expect(findFollowUp(edits, {}, 'edit-last')).toBe('preset')
  expect(findFollowUp(edits, {}, 'new-image')).toBe('offered')
  expect(findFollowUp(edits, {}, undefined)).toBe('offered')
  expect(findFollowUp({ kind: 'image' } as ImageModel, {}, 'edit-last')).toBeUndefined()
  expect(findFollowUp({ kind: 'text', sees: true, settings: {} } as TextModel, {}, 'edit-last')).toBeUndefined()
})

test('a text model that makes images is shown the last one, until the user takes that one out', () => {
  const leftOut = (attachmentId: AttachmentId) => [{ id, title: '', createdAt: 0, updatedAt: 0, leftOut: attachmentId }]
  expect(listSending(aState({}), 'usual')).toEqual([last])
  expect(listSending(aState({ chats: leftOut(last.attachmentId) }), 'usual')).toEqual([])
  expect(listSending(aState({ chats: leftOut('earlier:0' as AttachmentId) }), 'usual')).toEqual([last])
})

test('only a text model that sees and has images in chat follows up by itself', () => {
  const text = { kind: 'text', sees: true, settings: { imageTool: true } } as TextModel
  const imageTool = { model: IMAGE_MODEL, quality: 'low' } as const
  expect(findFollowUp(text, { imageTool }, 'new-image')).toBe('usual')
  expect(findFollowUp(text, {}, 'new-image')).toBeUndefined()
  expect(findFollowUp({ ...text, sees: false } as unknown as TextModel, { imageTool }, 'new-image')).toBeUndefined()
  expect(findFollowUp({ ...text, settings: {} }, { imageTool }, 'new-image')).toBeUndefined()
})

test('what was attached goes along in its place', () => {
  const mine = anInput({ hash: aHash('b') })
  expect(listSending(aState({ attached: { [id]: [mine] } }, true), 'offered')).toEqual([mine])
  expect(listSending(aState({ openChatId: null, attached: { [id]: [mine] } }), 'offered')).toEqual([])
})

test('a file is attached once, and no more than can be sent', () => {
  const other = anInput({ hash: aHash('b') })
  expect(addImages([last], [other, anInput({ attachmentId: 'x:0' as AttachmentId })])).toHaveLength(2)
  const many = Array.from({ length: 40 }, (_, index) => anInput({ hash: String(index).padStart(64, '0') as never }))
  expect(addImages([], many)).toHaveLength(MOST_ATTACHED)
  expect(areSameImages([last, other], [other, last])).toBe(false)
})

test('an image that the prompt calls by its name keeps it when the same file is attached once more', () => {
  const named = anInput({ hash: aHash('b'), name: 'mascot' })
  const { name: _name, ...again } = named
  expect(addImages([named, last], [again])).toEqual([named, last])
  expect(addImages([again], [named])).toEqual([named])
  expect(addImages([named], [{ ...again, name: 'fox' }])).toEqual([{ ...again, name: 'fox' }])
})

test.each([true, false])(
  'that a chat follows up or not (%s) is in its row, and there after a restart',
  async (follows) => {
    const first = openPage({ runs: [anImageRun(doneState(), 3)] })
    await first.rest()
    first.chat.getState().followUp(id, follows)
    await first.rest()
    expect(await first.database.chats.get(id)).toMatchObject({ followsUp: follows })
    const second = openPage({ name: first.database.name, storage: first.storage })
    await second.rest()
    expect(second.chat.getState().chats).toMatchObject([{ id, followsUp: follows }])
  },
)
