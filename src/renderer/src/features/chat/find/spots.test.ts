import { expect, test } from 'vitest'
import type { MessageId } from '@shared/ids'
import { createQuestion, createAnswer } from '../apply-run'
import { anImageRun, aTextRun, doneState, doneText } from '../../../../../../tests/support/page/chat-page'
import { countMatches } from './count-matches'
import { beginAt, goBy, locate } from './spots'

const [a, b, c] = ['a', 'b', 'c'] as unknown as [MessageId, MessageId, MessageId]
const counted = [
  { id: a, count: 2 },
  { id: b, count: 0 },
  { id: c, count: 1 },
]

test('one goes from match to match over messages without any, and round the ends', () => {
  expect(goBy(counted, undefined, -1)).toEqual({ id: c, index: 0 })
  expect(goBy(counted, undefined, 1)).toEqual({ id: a, index: 0 })
  expect(goBy(counted, { id: a, index: 0 }, 1)).toEqual({ id: a, index: 1 })
  expect(goBy(counted, { id: a, index: 1 }, 1)).toEqual({ id: c, index: 0 })
  expect(goBy(counted, { id: c, index: 0 }, 1)).toEqual({ id: a, index: 0 })
  expect(goBy(counted, { id: a, index: 0 }, -1)).toEqual({ id: c, index: 0 })
  expect(goBy([{ id: a, count: 1 }], { id: a, index: 0 }, 1)).toEqual({ id: a, index: 0 })
  expect(goBy([{ id: b, count: 0 }], undefined, 1)).toBeUndefined()
})

test('a search begins at the match it is given, else at the next one, and behind the last one again at the first', () => {
  expect(beginAt(counted, { id: a, index: 1 })).toEqual({ id: a, index: 1 })
  expect(beginAt(counted, { id: a, index: 2 })).toEqual({ id: c, index: 0 })
  expect(beginAt(counted, { id: b, index: 0 })).toEqual({ id: c, index: 0 })
  expect(beginAt(counted, { id: c, index: 1 })).toEqual({ id: a, index: 0 })
  expect(beginAt(counted, undefined)).toEqual({ id: a, index: 0 })
  expect(beginAt([{ id: a, count: 1 }], { id: a, index: 1 })).toEqual({ id: a, index: 0 })
  expect(beginAt([{ id: b, count: 0 }], { id: b, index: 0 })).toBeUndefined()
})

test('a match is told by its place among all, also of messages that only promise them', () => {
  expect(locate(counted, { id: c, index: 0 })).toEqual({ current: 3, count: 3 })
  expect(locate(counted, undefined)).toEqual({ current: 0, count: 3 })
  expect(locate([], undefined)).toEqual({ current: 0, count: 0 })
})

test('words are counted as they are read, not as Markdown writes them', () => {
  const answer = createAnswer(aTextRun(doneText('The **har**bor and [a harbor](https://harbor.example)'), 3))
  expect(countMatches(answer, /harbor/iu)).toBe(2)
  const question = { ...createQuestion(anImageRun(doneState(), 3)), text: 'har**bor** and Harbor' }
  expect(countMatches(question, /harbor/iu)).toBe(1)
})
