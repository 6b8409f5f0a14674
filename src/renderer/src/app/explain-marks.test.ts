import { expect, test } from 'vitest'
import type { AttachmentId, ObjectHash } from '@shared/ids'
import type { InputImage } from '@shared/request'
import { anInputImage } from '../../../../tests/support/input-image'
import { explainMarks, followMarks } from './explain-marks'

const hash = (digit: number) => String(digit).repeat(64) as ObjectHash
const original = anInputImage({ hash: hash(1), width: 40, height: 30 })
const other = anInputImage({ hash: hash(2) })
const madeFrom = { ...original, attachmentId: 'a:0' as AttachmentId }
const marked = anInputImage({ hash: hash(3), width: 40, height: 30, madeFrom })
const cut = anInputImage({ hash: hash(4), width: 20, height: 30, madeFrom })
const mask = anInputImage({ hash: hash(5), role: 'mask' })
const second = anInputImage({ hash: hash(6), width: 50, height: 30 })
const secondMarked = anInputImage({ hash: hash(7), width: 50, height: 30, madeFrom: { ...second } })
const explain = (...images: readonly InputImage[]) => [...explainMarks(images).values()]

test('a marked copy is told by the numbers of both images, in whichever order they are', () => {
  expect(explain(original, marked)).toEqual([expect.stringMatching(/^Image 2 is image 1 with marks/)])
  expect(explain(other, marked, original)).toEqual([expect.stringMatching(/^Image 2 is image 3 with marks/)])
  expect(explain(other, mask, original, marked)).toEqual([expect.stringMatching(/^Image 3 is image 2 with marks/)])
})

test('each of several marked copies is told', () => {
  expect(explain(original, marked, second, secondMarked)).toEqual([
    expect.stringMatching(/^Image 2 is image 1 with marks/),
    expect.stringMatching(/^Image 4 is image 3 with marks/),
  ])
})

test('alone it is told without numbers, and what is no marked copy is not told at all', () => {
  expect(explain(marked)).toEqual([expect.stringMatching(/^The marks on the image/)])
  expect(explain(original, cut, other)).toEqual([])
})

test('the sentences of a prompt follow the images when they are moved, removed and added', () => {
  const before = [original, marked, second, secondMarked]
  const prompt = `${explain(...before).join(' ')} Make it night.`
  const follow = (...after: readonly InputImage[]) => followMarks(prompt, before, after)
  const told = (...after: readonly InputImage[]) => `${explain(...after).join(' ')} Make it night.`

  expect(follow(...before)).toBe(prompt)
  expect(follow(other, ...before)).toBe(told(other, ...before))
  // The two sentences swap.
  expect(follow(second, secondMarked, original, marked)).toBe(
    told(...before).replace(/^(.*?result\.) (.*?result\.)/, '$2 $1'),
  )
  expect(follow(marked, second, secondMarked)).toBe(told(marked, second, secondMarked))
  expect(follow(original, second, secondMarked)).toBe(told(original, second, secondMarked))
  expect(follow(original, second)).toBe('Make it night.')
})

test('what the user has changed in a sentence stays', () => {
  const prompt = 'Image 2 is image 1 with my marks on it.'
  expect(followMarks(prompt, [original, marked], [marked, original])).toBe(prompt)
})
