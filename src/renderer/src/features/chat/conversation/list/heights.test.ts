import { expect, test } from 'vitest'
import type { ChatId, MessageId } from '@shared/ids'
import { createAnswer, createQuestion } from '../../apply-run'
import {
  aStoredImage,
  anImageRun,
  aTextRun,
  doneState,
  doneText,
} from '../../../../../../../tests/support/page/chat-page'
import { estimateHeight, type View } from './estimate-height'
import { getHeights, Heights } from './heights'

const wide: View = { width: 1_000, windowHeight: 800, isNarrow: false }
const narrow: View = { width: 400, windowHeight: 800, isNarrow: true }
const image = (width: number, height: number) => createAnswer(anImageRun(doneState(aStoredImage({ width, height })), 3))
const text = (words: string) => createAnswer(aTextRun(doneText(words), 3))

test('an image is as high as its layout makes it: 70 % of the window or the width of the column', () => {
  // Padding, the image, and the row of buttons; the facts are next to the image.
  expect(estimateHeight(image(1_024, 1_024), wide)).toBe(14 + 560 + 36)
  // As wide as the column, so that the facts are below it.
  expect(estimateHeight(image(2_048, 1_024), wide)).toBe(14 + 380 + 36 + 25)
  expect(estimateHeight(image(1_024, 1_024), narrow)).toBe(14 + 374 + 36 + 25)
})

test('a longer text is higher, and higher still in a narrow column', () => {
  const short = estimateHeight(text('A word.'), wide)
  const long = estimateHeight(text('Some words. '.repeat(100)), wide)
  expect(long).toBeGreaterThan(short + 200)
  expect(estimateHeight(text('Some words. '.repeat(100)), narrow)).toBeGreaterThan(long + 200)
  const code = ['```ts', ...Array.from({ length: 30 }, () => 'go()'), '```'].join('\n')
  expect(estimateHeight(text(code), wide)).toBeGreaterThan(600)
  const table = `| a |\n|---|\n${'| b |\n'.repeat(100)}`
  expect(estimateHeight(text(table), wide)).toBeLessThan(wide.windowHeight)
})

test('a long question is folded, however long it is', () => {
  const ask = (words: string) => estimateHeight({ ...createQuestion(anImageRun(doneState(), 3)), text: words }, wide)
  expect(ask('word '.repeat(300))).toBe(ask('word '.repeat(3_000)))
})

test('what was laid out is known, and in another width in proportion', () => {
  const heights = new Heights()
  const message = text('Some words. '.repeat(100))
  const estimated = heights.find(message, wide)
  heights.measure(message.id, 1.5 * estimated, wide)
  expect(heights.find(message, wide)).toBe(1.5 * estimated)
  expect(heights.find(message, narrow)).toBeCloseTo(1.5 * estimateHeight(message, narrow))
})

test('heights are remembered while other chats are open, and not for ever', () => {
  const id = 'first' as ChatId
  getHeights(id).measure('message' as MessageId, 300, wide)
  expect(getHeights(id)).toBe(getHeights(id))
  const before = getHeights(id)
  for (let chat = 0; chat < 20; chat += 1) getHeights(`chat ${chat}` as ChatId)
  expect(getHeights(id)).not.toBe(before)
})
