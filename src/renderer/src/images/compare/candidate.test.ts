import { expect, test } from 'vitest'
import type { AttachmentId } from '@shared/ids'
import { findDifferences, toggleCompared } from './candidate'

const [a, b, c, d, e] = ['a', 'b', 'c', 'd', 'e'] as AttachmentId[] as [
  AttachmentId,
  AttachmentId,
  AttachmentId,
  AttachmentId,
  AttachmentId,
]

test('only what differs between the images is pointed out, also what one of them lacks', () => {
  const model = { label: 'Model', value: 'GPT Image 2' }
  expect(
    findDifferences([
      { facts: [model, { label: 'Quality', value: 'low' }, { label: 'Time', value: '3 s' }] },
      { facts: [model, { label: 'Quality', value: 'high' }] },
    ]),
  ).toEqual(new Set(['Quality', 'Time']))
})

test('two images at least and four at most are compared', () => {
  expect(toggleCompared([a, b], c)).toEqual([a, b, c])
  expect(toggleCompared([a, b, c, d], e)).toEqual([a, b, c, e])
  expect(toggleCompared([a, b, c], b)).toEqual([a, c])
  expect(toggleCompared([a, b], b)).toEqual([a, b])
})
