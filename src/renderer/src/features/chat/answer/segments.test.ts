import { expect, test } from 'vitest'
import type { AttachmentId } from '@shared/ids'
import { answerOf } from '../apply-run'
import { anImageRun, aStoredImage, aTextRun, doneState } from '../test-support'
import { listSegments } from './segments'

const image = (index: number) =>
  ({ type: 'image', image: aStoredImage({ attachmentId: `run:${index}` as AttachmentId }) }) as const
const text = { type: 'text', text: 'Here it is.' } as const
const reasoning = { type: 'reasoning', text: 'Hm.' } as const

test('an answer is shown in the order of its parts, and images that follow each other share a view', () => {
  const parts = [reasoning, image(0), image(1), text, image(2), text]
  expect(listSegments(answerOf(anImageRun({ ...doneState(), parts }, 3)))).toEqual([
    { ...reasoning, key: 'reasoning-0' },
    { type: 'images', key: 'images-0', first: 0, count: 2 },
    { ...text, key: 'text-0' },
    { type: 'images', key: 'images-1', first: 2, count: 1 },
    { ...text, key: 'text-1' },
  ])
})

test('what is on screen while it is made is the same afterwards', () => {
  const written = { status: 'running', startedAt: 1, text: text.text, reasoning: reasoning.text } as const
  const keysOf = (run: Parameters<typeof answerOf>[0]) => listSegments(answerOf(run)).map(({ key }) => key)
  const textDone = { ...doneState(), parts: [reasoning, text] }
  expect(keysOf(aTextRun(written, 2))).toEqual(keysOf(aTextRun(textDone, 3)))
  const imageDone = { ...doneState(), parts: [reasoning, text, image(0)] }
  expect(keysOf(anImageRun(written, 2))).toEqual(keysOf(anImageRun(imageDone, 3)))
  const early = { status: 'running', startedAt: 1 } as const
  expect(keysOf(anImageRun(early, 2))).toEqual(keysOf(anImageRun(doneState(aStoredImage()), 3)))
})

test('nothing that arrived is nothing to show', () => {
  expect(listSegments(answerOf(aTextRun({ status: 'queued' }, 1)))).toEqual([])
  expect(listSegments(answerOf(anImageRun(doneState(), 3)))).toEqual([])
})
