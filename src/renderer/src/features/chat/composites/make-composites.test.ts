import { expect, test } from 'vitest'
import { findCompositeId, isComposite, type AttachmentId, type ChatId, type MessageId, type RunId } from '@shared/ids'
import type { ImageFile } from '@shared/request'
import type { Run, RunState } from '@shared/run'
import { listAnswerImages } from '../answer-content'
import type { AssistantMessage } from '../model'
import {
  aHash,
  anImageRun,
  anInput,
  aStoredImage,
  doneState,
  openPage,
  type Page,
} from '../../../../../../tests/support/page/chat-page'
import { listMadeImages } from './composites'
import { makeComposites } from './make-composites'
import { listMissingComposites } from './list-missing'

const CHAT = 'c2' as ChatId
const ANSWER = 'r2' as RunId
const original = anInput({ attachmentId: 'file:0' as AttachmentId, hash: aHash('d') })
const mask = anInput({ attachmentId: 'mask:0' as AttachmentId, hash: aHash('c'), role: 'mask' })
const kept = { ...mask, keepsOutside: true } as const
const result = aStoredImage({ attachmentId: 'r2:0' as AttachmentId, hash: aHash('e') })
const other = aStoredImage({ attachmentId: 'r2:1' as AttachmentId, hash: aHash('f') })
const composed: ImageFile = { hash: aHash('9'), format: 'png', width: 64, height: 64, bytes: 900 }

function anEdit(state: RunState, revision: number, inputs = [original, kept]): Run {
  const question = { id: 'q2' as MessageId, parentId: null, text: 'A swan', inputs }
  return anImageRun(state, revision, { id: ANSWER, place: { chatId: CHAT, chatTitle: 'A swan', question } })
}

async function openOn(run: Run, parts: Parameters<typeof openPage>[0] = {}): Promise<Page> {
  const page = openPage({ ...parts, runs: [run] })
  await page.rest()
  await page.chat.getState().openChat(CHAT)
  await page.rest()
  return page
}

function findAnswer({ chat }: Page): AssistantMessage {
  return chat.getState().messages.get(ANSWER) as AssistantMessage
}

function listIds(page: Page): readonly AttachmentId[] {
  return listAnswerImages(findAnswer(page)).map(({ attachmentId }) => attachmentId)
}

test('each image of an answer is composed once, is added behind those that the model made, and stays', async () => {
  const page = await openOn(anEdit(doneState(result, other), 4))
  const asked: AttachmentId[] = []
  const stop = makeComposites({
    chat: page.chat,
    compose: async (missing) => {
      asked.push(missing.result.attachmentId)
      expect([missing.original.hash, missing.mask.hash]).toEqual([original.hash, mask.hash])
      return composed
    },
    onFailed: () => expect.unreachable(),
  })
  await expect.poll(() => listIds(page)).toEqual(['r2:0', 'r2:1', 'r2:50', 'r2:51'])
  stop()
  expect(asked).toEqual(['r2:0', 'r2:1'])

  // A later snapshot, such as one for an upload, doesn't contain them.
  const uploaded = aStoredImage({
    ...result,
    upload: { state: 'uploaded', url: 'https://a.public.blob.vercel-storage.com/b.png' },
  })
  page.bridge.emit('run.changed', anEdit(doneState(uploaded, other), 5))
  await page.rest()
  expect(listIds(page)).toEqual(['r2:0', 'r2:1', 'r2:50', 'r2:51'])
  expect(listMadeImages(findAnswer(page)).map(({ upload }) => upload.state)).toEqual(['uploaded', 'local'])

  const again = openPage({ name: page.database.name, storage: page.storage })
  await again.rest()
  await again.chat.getState().openChat(CHAT)
  await again.rest()
  expect(listIds(again)).toEqual(['r2:0', 'r2:1', 'r2:50', 'r2:51'])
  expect(listMissingComposites(again.chat.getState().messages)).toEqual([])
})

test('what a kill prevented is made when the chat is opened next', async () => {
  const killed = await openOn(anEdit(doneState(result), 4))
  const page = openPage({ name: killed.database.name, storage: killed.storage })
  await page.rest()
  const stop = makeComposites({ chat: page.chat, compose: async () => composed, onFailed: () => expect.unreachable() })
  await page.chat.getState().openChat(CHAT)
  await expect.poll(() => listIds(page)).toEqual(['r2:0', 'r2:50'])
  stop()
})

test.each([
  ['without the wish to keep the outside', [original, mask]],
  ['without a mask', [original]],
])('nothing is composed %s', async (_what, inputs) => {
  const page = await openOn(anEdit(doneState(result), 4, inputs))
  expect(listMissingComposites(page.chat.getState().messages)).toEqual([])
})

test('what cannot be composed is said once, and the answer stays as it is', async () => {
  const page = await openOn(anEdit(doneState(result, other), 4))
  const said: string[] = []
  const stop = makeComposites({
    chat: page.chat,
    compose: async ({ result: { attachmentId } }) => {
      if (attachmentId === 'r2:0') return undefined
      throw new Error('missing')
    },
    onFailed: (reason) => said.push(reason),
  })
  await expect.poll(() => said).toEqual(['shape', 'failed'])
  page.chat.setState(({ messages }) => ({ messages: new Map(messages) }))
  await page.rest()
  stop()
  expect(said).toEqual(['shape', 'failed'])
  expect(listIds(page)).toEqual(['r2:0', 'r2:1'])
})

test('the id of a composite is derived from its image, and is that of no image of a model', () => {
  expect(findCompositeId('r2:3' as AttachmentId)).toBe('r2:53')
  expect([isComposite('r2:53' as AttachmentId), isComposite('r2:35' as AttachmentId)]).toEqual([true, false])
})
