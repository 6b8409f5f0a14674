import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import type { ChatId, RunId } from '@shared/ids'
import type { StoredImage } from '@shared/answer'
import { listAnswerImages } from './answer-content'
import { repairSize } from './repair-size'
import { aStoredImage, anImageRun, doneState, openPage, type Page } from '../../../../../tests/support/page/chat-page'

const RUN = 'run' as RunId
const NATURAL = { width: 12, height: 20 }
const swapped = aStoredImage({ width: 20, height: 12 })
const { attachmentId } = swapped

/** Opens a page that shows the images of an answer. */
async function openWith(...images: readonly StoredImage[]): Promise<Page> {
  const page = openPage()
  page.bridge.emit('run.changed', anImageRun(doneState(...images), 5))
  await page.rest()
  await openChat(page)
  return page
}

async function openChat({ chat, rest }: Page): Promise<void> {
  await chat.getState().openChat(anImageRun(doneState(), 5).place.chatId as ChatId)
  await rest()
}

function shownSize({ chat }: Page): unknown {
  const message = chat.getState().messages.get(RUN)
  return message?.role === 'assistant' && listAnswerImages(message).map(({ width, height }) => ({ width, height }))
}

test('a row with width and height the wrong way round is corrected, at once on screen and for good', async () => {
  const page = await openWith(swapped)
  const before = await page.database.attachments.get(attachmentId)
  repairSize(page.chat, RUN, attachmentId, NATURAL)
  expect(shownSize(page)).toEqual([NATURAL])
  await page.rest()
  const row = await page.database.attachments.get(attachmentId)
  expect(row).toEqual({ ...before, ...NATURAL, sequence: row?.sequence })
  // Otherwise the archive wouldn't get the change.
  expect(row?.sequence).toBeGreaterThan(before?.sequence ?? Number.POSITIVE_INFINITY)

  page.chat.getState().newChat()
  await openChat(page)
  expect(shownSize(page)).toEqual([NATURAL])
})

test('is written once, however often the image is shown', async () => {
  const page = await openWith(swapped)
  repairSize(page.chat, RUN, attachmentId, NATURAL)
  await page.rest()
  const row = await page.database.attachments.get(attachmentId)
  const { messages } = page.chat.getState()
  repairSize(page.chat, RUN, attachmentId, NATURAL)
  await page.rest()
  expect(page.chat.getState().messages).toBe(messages)
  await (await page.chat.data()).attachments.setSize(attachmentId, NATURAL)
  expect(await page.database.attachments.get(attachmentId)).toEqual(row)
})

test.each([
  ['a size that is right', NATURAL, NATURAL],
  ['a square', { width: 12, height: 12 }, { width: 12, height: 12 }],
  ['an image that is of another size for another reason', { width: 20, height: 12 }, { width: 40, height: 24 }],
  ['an image that has not loaded', { width: 20, height: 12 }, { width: 0, height: 0 }],
])('leaves alone %s', async (_what, known, natural) => {
  const page = await openWith(aStoredImage(known))
  const row = await page.database.attachments.get(attachmentId)
  repairSize(page.chat, RUN, attachmentId, natural)
  await page.rest()
  expect(shownSize(page)).toEqual([known])
  expect(await page.database.attachments.get(attachmentId)).toEqual(row)
})

test('corrects only the image that was measured', async () => {
  const other = aStoredImage({ width: 20, height: 12, attachmentId: `${RUN}:1` as never })
  const page = await openWith(swapped, other)
  repairSize(page.chat, RUN, attachmentId, NATURAL)
  await page.rest()
  expect(shownSize(page)).toEqual([NATURAL, { width: 20, height: 12 }])
  expect(await page.database.attachments.get(other.attachmentId)).toMatchObject({ width: 20, height: 12 })
})
