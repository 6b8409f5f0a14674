import { expect, test } from 'vitest'
import type { AttachmentId } from '@shared/ids'
import { createAnswer } from '../apply-run'
import { anImageRun, aStoredImage, aTextRun, doneState } from '../../../../../../tests/support/page/chat-page'
import { listSegments } from './segments'

const image = (index: number) =>
  ({ type: 'image', image: aStoredImage({ attachmentId: `run:${index}` as AttachmentId }) }) as const
const text = { type: 'text', text: 'Here it is.' } as const
const reasoning = { type: 'reasoning', text: 'Hm.' } as const

test('an answer is shown in the order of its parts, and images that follow each other share a view', () => {
  const parts = [reasoning, image(0), image(1), text, image(2), text]
  expect(listSegments(createAnswer(anImageRun({ ...doneState(), parts }, 3)))).toEqual([
    { ...reasoning, key: 'reasoning-0' },
    { type: 'images', key: 'images-0', first: 0, count: 2 },
    { ...text, key: 'text-0' },
    { type: 'images', key: 'images-1', first: 2, count: 1 },
    { ...text, key: 'text-1' },
  ])
})

test('what is on screen while it is made is the same afterwards', () => {
  const written = { status: 'running', startedAt: 1, text: text.text, reasoning: reasoning.text } as const
  const listKeys = (run: Parameters<typeof createAnswer>[0]) => listSegments(createAnswer(run)).map(({ key }) => key)
  const textDone = { ...doneState(), parts: [reasoning, text] }
  expect(listKeys(aTextRun(written, 2))).toEqual(listKeys(aTextRun(textDone, 3)))
  const imageDone = { ...doneState(), parts: [reasoning, text, image(0)] }
  expect(listKeys(anImageRun(written, 2))).toEqual(listKeys(anImageRun(imageDone, 3)))
  const early = { status: 'running', startedAt: 1 } as const
  expect(listKeys(anImageRun(early, 2))).toEqual(listKeys(anImageRun(doneState(aStoredImage()), 3)))
})

test('nothing that arrived is nothing to show', () => {
  expect(listSegments(createAnswer(aTextRun({ status: 'queued' }, 1)))).toEqual([])
  expect(listSegments(createAnswer(anImageRun(doneState(), 3)))).toEqual([])
})
